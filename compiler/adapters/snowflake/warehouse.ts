import { QuernError } from '../../base/diagnostics.js';
import { loginFailed } from '../diagnostics.js';
import type { Credentials, Session, Warehouse } from '../types.js';
import { sessionStatement } from './connection-options.js';
import { resolveCredentials, type SnowflakeCredentials } from './credentials.js';
import { type Driver, loadDriver } from './driver.js';
import type { Line } from './line.js';
import { logIn, withoutSecrets } from './login.js';
import { StatementRun } from './requests.js';
import { SnowflakeSession } from './session.js';

/** An account that sessions log in to one by one; nothing is opened before the first. */
export async function connect(
  output: Credentials,
  options: { readonly projectRoot: string; readonly threads: number; readonly signal?: AbortSignal },
): Promise<Warehouse> {
  const { credentials } = resolveCredentials(output);
  const driver = await loadDriver({ checkRevocation: credentials.insecure_mode !== true });
  return new SnowflakeWarehouse(driver, credentials, options.signal);
}

class SnowflakeWarehouse implements Warehouse {
  readonly #sessions = new Set<SnowflakeSession>();
  #closed = false;

  constructor(
    private readonly driver: Driver,
    private readonly credentials: SnowflakeCredentials,
    private readonly signal: AbortSignal | undefined,
  ) {}

  async session(_name: string): Promise<Session> {
    const session: SnowflakeSession = new SnowflakeSession(await this.#open(), {
      reconnect: () => this.#open(),
      redact: (text) => withoutSecrets(text, this.credentials),
      onClose: () => this.#sessions.delete(session),
    });
    this.#sessions.add(session);
    // Closed while the session was being opened.
    if (this.#closed) await session.close();
    return session;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#sessions].map((session) => session.close()));
  }

  async #open(): Promise<Line> {
    const line = await logIn(this.driver, this.credentials, this.signal);
    const sql = sessionStatement(this.credentials);
    if (sql === undefined) return line;
    try {
      await new StatementRun(line, { sql, verb: 'ALTER' }).result();
      return line;
    } catch (error) {
      void line.end();
      const said = withoutSecrets((error as Error).message, this.credentials);
      throw new QuernError(
        loginFailed({
          message: `The session cannot be given its parameters: ${said}`,
          advice: "Check 'session_parameters' and 'query_tag' in the profile.",
        }),
      );
    }
  }
}
