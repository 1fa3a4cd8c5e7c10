import { isDeepStrictEqual } from 'node:util';
import type { ExecuteOptions, QueryResult } from '../types.js';
import { changesSession, controlsTransaction } from './repeating.js';

interface Step {
  readonly sql: string;
  readonly options: ExecuteOptions;
  readonly rows: QueryResult['rows'];
}

/**
 * What a transaction has done so far. A transaction whose connection is lost before its commit has not happened: it can be done again,
 * if everything in it is known and answers the same.
 */
export class TransactionLog {
  readonly #steps: Step[] = [];
  #known = true;
  #changesSession = false;

  constructor(
    /** The server's number of the transaction, where it was told. */
    readonly id: string | undefined,
    readonly processId: number,
  ) {}

  /** Whether `replay` would do all of it. */
  get complete(): boolean {
    return this.#known;
  }

  /** Whether the session is another one after its commit. */
  get changesSession(): boolean {
    return this.#changesSession;
  }

  add(sql: string, options: ExecuteOptions, { rows }: QueryResult): void {
    if (controlsTransaction(sql)) this.#known = false;
    this.#changesSession ||= changesSession(sql);
    this.#steps.push({ sql, options, rows });
  }

  /** Something has happened in it that cannot be done again. */
  giveUp(): void {
    this.#known = false;
  }

  /** Does all of it again, in a transaction that `run` is in. False if it was answered differently: what followed may be wrong then. */
  async replay(run: (sql: string, options: ExecuteOptions) => Promise<QueryResult>): Promise<boolean> {
    for (const { sql, options, rows } of this.#steps) {
      const again = await run(sql, options);
      if (!isDeepStrictEqual(again.rows, rows)) return false;
    }
    return true;
  }

  /** The same steps under another number. */
  renewed(id: string | undefined, processId: number): TransactionLog {
    const log = new TransactionLog(id, processId);
    log.#steps.push(...this.#steps);
    log.#known = this.#known;
    log.#changesSession = this.#changesSession;
    return log;
  }
}
