import { setTimeout } from 'node:timers/promises';
import { DatabaseError, type ExecuteOptions, type QueryResult } from '../types.js';
import { databaseError } from './errors.js';
import { canRunTwice, changesSession, controlsTransaction } from './repeating.js';
import type { ServerConnection } from './server-connection.js';
import { TransactionLog } from './transaction-log.js';

/** The number with which the server can be asked later what became of the transaction. */
const NUMBERED_BEGIN = 'BEGIN; SELECT txid_current()';
/** How long the server may take to notice that a client is gone. */
const SETTLE_MILLISECONDS = 30_000;
/** Somebody ended the session on purpose, or the server fell: doing it again could do harm again. */
const DELIBERATE = /^57P0[123]$/;

export interface RecoveryOptions {
  readonly retries: number;
  /** Another login, as often as `retries` of the profile says. */
  readonly logIn: () => Promise<ServerConnection>;
  /** Throws if nothing more is wanted. */
  readonly check: (sql: string) => void;
}

/**
 * The server connection of a session, and what has to be done again when it is lost: nothing that may have had an effect. A transaction
 * that was not committed has had none, and after a commit that was not answered the server is asked.
 */
export class Recovery {
  #log: TransactionLog | undefined;
  /** The transaction of `#log` is not on the server: it has to be done again. */
  #pending = false;
  /** The session has settings or objects of its own that another login would not have. */
  #irreplaceable = false;
  #numbered = true;

  constructor(
    public server: ServerConnection,
    private readonly options: RecoveryOptions,
  ) {}

  get inTransaction(): boolean {
    return this.#pending || this.server.inTransaction;
  }

  /** Begins a transaction that can be done again. */
  async begin(): Promise<void> {
    this.#log = await this.#opened();
  }

  /** To be called with what ran. */
  ran(sql: string, options: ExecuteOptions, result: QueryResult, wasInTransaction: boolean): void {
    const log = this.#log;
    if (log && wasInTransaction) log.add(sql, options, result);
    else this.#irreplaceable ||= changesSession(sql);
    if (!this.server.inTransaction) this.#ended();
  }

  /** A text failed: its transaction can only be rolled back. */
  failed(sql: string): void {
    this.#log?.giveUp();
    this.#irreplaceable ||= changesSession(sql);
  }

  committed(): void {
    this.#ended();
  }

  rolledBack(): void {
    this.#log = undefined;
    this.#pending = false;
  }

  /** Whether a text that failed with its connection can be sent again, after `restore`. */
  canRepeat(sql: string, options: ExecuteOptions, error: unknown): boolean {
    if (!this.#wasLost(error) || !this.#replaceable()) return false;
    if (this.#log) return !controlsTransaction(sql);
    return canRunTwice(sql, options.fetch === true);
  }

  /** The same of BEGIN. */
  canBeginAgain(error: unknown): boolean {
    return this.#wasLost(error) && !this.#irreplaceable;
  }

  /** Makes the session what it was, if its connection is gone and nothing stands against it. */
  async restore(sql: string): Promise<void> {
    if (this.server.lost) {
      if (!this.#replaceable()) return;
      this.#pending = this.#log !== undefined;
      await this.#logIn(sql);
    }
    const log = this.#log;
    if (!this.#pending || !log) return;
    const outcome = await this.#outcome(log, sql, true);
    if (outcome !== undefined && outcome !== 'aborted') throw unknownOutcome(sql);
    const renewed = await this.#opened();
    this.#log = log.renewed(renewed.id, renewed.processId);
    const same = await log.replay((step, options) => {
      this.options.check(sql);
      return this.server.run(step, options);
    });
    if (!same)
      throw new DatabaseError('The connection was lost, and the data have changed since', { sql, code: 'lost' });
    this.#pending = false;
  }

  /** After a COMMIT that was not answered: true if it took place, false if the transaction can be done again. */
  async wasCommitted(sql: string, error: unknown): Promise<boolean> {
    const log = this.#log;
    if (!this.#wasLost(error)) throw error;
    if (!log?.id) throw unknownOutcome(sql);
    const outcome = await this.#asked(log, sql);
    if (outcome === 'committed') {
      this.#ended();
      return true;
    }
    if (outcome !== 'aborted') throw unknownOutcome(sql);
    if (!this.#replaceable()) throw error;
    this.#pending = true;
    return false;
  }

  async #asked(log: TransactionLog, sql: string): Promise<string | undefined> {
    for (let left = this.options.retries; ; left--) {
      try {
        await this.#logIn(sql);
        return await this.#outcome(log, sql, false);
      } catch (error) {
        if (left <= 0 || !this.#wasLost(error)) throw error;
      }
    }
  }

  #wasLost(error: unknown): boolean {
    return this.server.lost && !DELIBERATE.test(databaseError(error, '').details.code ?? '');
  }

  #replaceable(): boolean {
    if (this.#irreplaceable) return false;
    return this.#log ? this.#log.complete : !this.server.inTransaction;
  }

  #ended(): void {
    this.#irreplaceable ||= this.#log?.changesSession ?? false;
    this.#log = undefined;
    this.#pending = false;
  }

  async #logIn(sql: string): Promise<void> {
    this.server = await this.options.logIn();
    this.options.check(sql);
  }

  async #opened(): Promise<TransactionLog> {
    if (this.#numbered) {
      try {
        const { rows } = await this.server.run(NUMBERED_BEGIN, { fetch: true });
        return new TransactionLog(String(rows[0]?.[0]), this.server.processId);
      } catch (error) {
        if (this.server.lost) throw error;
        // A server that has no such numbers, or may not give any.
        this.#numbered = false;
        await this.server.run('ROLLBACK');
      }
    }
    await this.server.run('BEGIN');
    return new TransactionLog(undefined, this.server.processId);
  }

  /** What became of a transaction, as the server says once it is over. `end`: what still runs of it is stopped. */
  async #outcome({ id, processId }: TransactionLog, sql: string, end: boolean): Promise<string | undefined> {
    if (id === undefined) return undefined;
    const deadline = Date.now() + SETTLE_MILLISECONDS;
    for (;;) {
      const { rows } = await this.server.run(`select txid_status(${id})`, { fetch: true });
      const status = rows[0]?.[0];
      if (status !== 'in progress' || Date.now() > deadline) return typeof status === 'string' ? status : undefined;
      if (end) await this.#terminate(processId, id);
      this.options.check(sql);
      await setTimeout(50);
    }
  }

  async #terminate(processId: number, id: string): Promise<void> {
    // The number tells the process from a later one: process ids come back. Where that is not allowed, it ends by itself.
    await this.#unlessRefused(
      `select pg_terminate_backend(pid) from pg_stat_activity where pid = ${processId} and backend_xid::text = (${id} % 4294967296)::text`,
    );
  }

  async #unlessRefused(sql: string): Promise<void> {
    await this.server.run(sql).catch((error: unknown) => {
      if (this.server.lost) throw error;
    });
  }
}

function unknownOutcome(sql: string): DatabaseError {
  return new DatabaseError('The connection was lost at the commit, and the server does not say whether it took place', {
    sql,
    code: 'unknown-outcome',
  });
}
