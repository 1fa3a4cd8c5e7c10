import { connectionRestored } from '../diagnostics.js';
import type { ConnectOptions, Credentials, Session, Warehouse } from '../types.js';
import { requestCancel } from './cancel.js';
import { logIn } from './connect.js';
import { type PostgresCredentials, resolveCredentials } from './credentials.js';
import { driver } from './driver.js';
import { ServerConnection } from './server-connection.js';
import { PostgresSession } from './session.js';

/** A server that sessions log in to one by one; nothing is opened before the first. */
export async function connect(output: Credentials, options: ConnectOptions): Promise<Warehouse> {
  return new PostgresWarehouse(resolveCredentials(output).credentials, options);
}

class PostgresWarehouse implements Warehouse {
  readonly #sessions = new Set<PostgresSession>();
  #closed = false;

  constructor(
    private readonly credentials: PostgresCredentials,
    private readonly options: ConnectOptions,
  ) {}

  async session(_name: string): Promise<Session> {
    const { autocommit, retries } = this.credentials;
    const session: PostgresSession = new PostgresSession(await this.#logIn(), {
      autocommit,
      retries,
      logIn: () => this.#logInAgain(),
      onClose: () => this.#sessions.delete(session),
    });
    this.#sessions.add(session);
    // Closed while the session was being opened.
    if (this.#closed) await session.close();
    return session;
  }

  async #logInAgain(): Promise<ServerConnection> {
    const server = await this.#logIn();
    const { host, port } = this.credentials;
    this.options.report?.(connectionRestored({ server: `${host}:${port}` }));
    return server;
  }

  async #logIn(): Promise<ServerConnection> {
    const { client, ssl } = await logIn(driver, this.credentials, this.options.signal);
    const { host, port } = this.credentials;
    return new ServerConnection(client, driver.copyFrom, () => requestCancel(driver, { host, port, ssl, client }));
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#sessions].map((session) => session.close()));
  }
}
