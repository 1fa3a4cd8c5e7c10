import { dirname } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { QuernError } from '../../base/diagnostics.js';
import { connectionFailed, databaseFolderMissing, databaseLocked, notADatabase } from '../diagnostics.js';
import type { ColumnRef, Credentials, Session, Warehouse } from '../types.js';
import { type DuckDBCredentials, resolveCredentials } from './credentials.js';
import { literal } from './dialect.js';
import { databaseError, errorType } from './errors.js';
import { DuckDBSession, type SessionOptions } from './session.js';
import { connectionStatements, instanceStatements, resolvePath } from './setup.js';

/** Opens the database of a profile: one instance, a connection a session. Throws QuernError for what a user can mend. */
export async function connect(
  output: Credentials,
  options: { readonly projectRoot: string; readonly threads: number; readonly signal?: AbortSignal },
): Promise<Warehouse> {
  const { credentials } =
    'retryPolicy' in output ? { credentials: output as DuckDBCredentials } : resolveCredentials(output);
  const instance = await openInstance(credentials, options.projectRoot, options.signal);
  try {
    await prepareInstance(instance, credentials, options.projectRoot);
  } catch (error) {
    instance.closeSync();
    throw error;
  }
  return new DuckDBWarehouse(instance, credentials, options.projectRoot);
}

async function openInstance(
  credentials: DuckDBCredentials,
  projectRoot: string,
  signal?: AbortSignal,
): Promise<DuckDBInstance> {
  const path = resolvePath(credentials.path, projectRoot);
  for (let attempt = 1; ; attempt++) {
    try {
      // The same file twice in one process must be one instance: two would not see each other's lock.
      if (path === ':memory:' || path === '') return await DuckDBInstance.create(path, credentials.configOptions);
      return await DuckDBInstance.fromCache(path, credentials.configOptions);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const again = credentials.retryPolicy.exceptions.includes(`${errorType(message)}Exception`);
      if (!again || attempt >= credentials.retryPolicy.connectAttempts || signal?.aborted)
        throw openingFailed(message, credentials.path, path);
      await new Promise((resolve) => setTimeout(resolve, 1000 * 2 ** (attempt - 1)));
    }
  }
}

function openingFailed(message: string, shown: string, path: string): QuernError {
  if (message.includes('Could not set lock on file')) {
    const holder = /Conflicting lock is held in (.+?) \(PID (\d+)\)/.exec(message);
    return new QuernError(
      databaseLocked({ path: shown, ...(holder ? { holder: `${holder[1]} (process ${holder[2]})` } : {}) }),
    );
  }
  if (message.includes('not a valid DuckDB database file'))
    return new QuernError(notADatabase({ path: shown, message }));
  if (message.includes('No such file or directory'))
    return new QuernError(databaseFolderMissing({ path: shown, folder: dirname(path) }));
  return new QuernError(
    connectionFailed({ what: `Opening the database '${shown}'`, message: message.split('\n\nFor more info')[0]! }),
  );
}

async function prepareInstance(
  instance: DuckDBInstance,
  credentials: DuckDBCredentials,
  projectRoot: string,
): Promise<void> {
  const connection = await instance.connect();
  try {
    const run = (what: string, sql: string, advice?: string): Promise<void> => step(connection, what, sql, advice);
    for (const { name, repo } of credentials.extensionList) {
      const advice = `The extension is downloaded from the internet when it is first used. Install it once with \`INSTALL ${name}\` where there is a connection.`;
      try {
        // What is built in or installed needs no network.
        if (repo === null) {
          await connection.run(`LOAD ${name}`);
          continue;
        }
      } catch {
        // Not there yet: install it.
      }
      await run(
        `Installing the extension '${name}'`,
        `INSTALL ${name}${repo === null ? '' : ` FROM ${repository(repo)}`}`,
        advice,
      );
      await run(`Loading the extension '${name}'`, `LOAD ${name}`, advice);
    }
    for (const { what, sql } of instanceStatements(credentials, projectRoot)) await run(what, sql);
  } finally {
    connection.disconnectSync();
  }
}

/** `community` and `core_nightly` are names; URLs and folders are texts. */
function repository(repo: string): string {
  return /^\w+$/.test(repo) ? repo : literal(repo);
}

interface Runner {
  run(sql: string): Promise<unknown>;
}

async function step(connection: Runner, what: string, sql: string, advice?: string): Promise<void> {
  try {
    await connection.run(sql);
  } catch (error) {
    const { message } = databaseError(error, sql);
    throw new QuernError(connectionFailed({ what, message, ...(advice === undefined ? {} : { advice }) }));
  }
}

class DuckDBWarehouse implements Warehouse {
  readonly #sessions = new Set<DuckDBSession>();
  readonly #sessionOptions: SessionOptions;
  #closed = false;

  constructor(
    private readonly instance: DuckDBInstance,
    private readonly credentials: DuckDBCredentials,
    private readonly projectRoot: string,
  ) {
    this.#sessionOptions = {
      disableTransactions: credentials.disable_transactions,
      queryAttempts: credentials.retryPolicy.queryAttempts,
      retryableTypes: credentials.retryPolicy.exceptions.map((name) => name.replace(/Exception$/, '')),
      modulePaths: credentials.modulePaths.map((path) => resolvePath(path, projectRoot)),
    };
  }

  async session(_name: string): Promise<Session> {
    const connection = await this.instance.connect();
    try {
      await connection.run('SET errors_as_json = true');
      for (const { what, sql } of connectionStatements(this.credentials, this.projectRoot))
        await step(connection, what, sql);
    } catch (error) {
      connection.disconnectSync();
      throw error;
    }
    const session: DuckDBSession = new DuckDBSession(connection, this.#sessionOptions, () =>
      this.#sessions.delete(session),
    );
    this.#sessions.add(session);
    return session;
  }

  /** Appends a CSV file with a header, as DuckDB reads it: empty cells are null. */
  readonly bulkLoad = async (
    session: Session,
    relation: string,
    _columns: readonly ColumnRef[],
    csvPath: string,
    delimiter: string,
  ): Promise<number> => {
    const sql = `COPY ${relation} FROM ${literal(csvPath)} (FORMAT CSV, HEADER TRUE, DELIMITER ${literal(delimiter)})`;
    const result = await session.execute(sql, { fetch: true });
    return Number(result.rows[0]?.[0] ?? 0);
  };

  /**
   * Writes everything into the database file. DuckDB does so at its end, but not where the driver still holds a result: then a log would
   * stay beside the file, with which nobody can open it read-only.
   */
  async #checkpoint(): Promise<void> {
    try {
      const connection = await this.instance.connect();
      await connection.run('FORCE CHECKPOINT');
      connection.disconnectSync();
    } catch {
      // A database that is read-only, or of which something else still runs: its log is as safe.
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await Promise.all([...this.#sessions].map((session) => session.close()));
    await this.#checkpoint();
    this.instance.closeSync();
  }
}
