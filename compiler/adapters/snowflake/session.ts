import { DatabaseError, type ExecuteOptions, type QueryResult, type Session } from '../types.js';
import { refusedInput } from './bindings.js';
import { databaseError, LostStatement, type Remedy, remedyOf, type SdkError } from './errors.js';
import type { Line } from './line.js';
import { type Request, StatementRun } from './requests.js';
import { resultOf } from './results.js';
import { type Statement, splitStatements, verbOf } from './statements.js';

/** How long a statement that is to stop may take for it, when its session closes. */
const STOP_MILLISECONDS = 4_000;
const LOGOUT_MILLISECONDS = 2_000;

const ENDED: ReadonlySet<Remedy> = new Set(['new-session', 'revive']);
/** Statements that can be run again without harm. */
const READS = new Set(['SELECT', 'WITH', 'VALUES', 'SHOW', 'DESCRIBE', 'DESC', 'USE', 'LIST', 'LS']);

export interface SessionOptions {
  /** A new session in place of one that the server has ended. */
  readonly reconnect: () => Promise<Line>;
  /** Takes secrets out of what the server says. */
  readonly redact: (text: string) => string;
  readonly onClose: () => void;
}

/**
 * One connection. Statements commit on their own, but within `begin` … `commit`. `cancel()` is for good: what runs is stopped on
 * the server, and later statements are refused, except rollback.
 */
export class SnowflakeSession implements Session {
  #transaction = false;
  /** What a new session would lack: settings can be made again, temporary relations are gone with the old one. */
  readonly #settings: Request[] = [];
  #hasTemporary = false;
  #cancelled = false;
  #closed = false;
  #run: StatementRun | undefined;
  #busy: Promise<unknown> | undefined;

  constructor(
    private line: Line,
    private readonly options: SessionOptions,
  ) {}

  get inTransaction(): boolean {
    return this.#transaction;
  }

  async execute(sql: string, options: ExecuteOptions = {}): Promise<QueryResult> {
    this.#refuse(sql, options.signal);
    const work = this.#all(sql, options);
    this.#busy = work.catch(() => undefined);
    return await work;
  }

  async begin(): Promise<void> {
    if (!this.#transaction) await this.execute('begin');
  }

  async commit(): Promise<void> {
    if (this.#transaction) await this.execute('commit');
  }

  async rollback(): Promise<void> {
    if (!this.#transaction || this.#closed) return;
    await this.#busy;
    this.#transaction = false;
    await this.#one('rollback', { sql: 'rollback', offset: 0 }, {});
  }

  cancel(): void {
    this.#cancelled = true;
    this.#run?.stop();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    if (this.#busy && this.#run && !this.#run.settled) {
      this.cancel();
      await within(this.#busy, STOP_MILLISECONDS);
    }
    this.#closed = true;
    this.options.onClose();
    await within(this.line.end(), LOGOUT_MILLISECONDS);
  }

  #refuse(sql: string, signal: AbortSignal | undefined): void {
    if (this.#closed) throw new DatabaseError('The connection is closed', { sql });
    if (this.#cancelled || signal?.aborted) throw new DatabaseError('The statement was cancelled', { sql });
  }

  async #all(sql: string, options: ExecuteOptions): Promise<QueryResult> {
    const statements = splitStatements(sql);
    let result: QueryResult = {
      columns: [],
      rows: [],
      response: { _message: 'SUCCESS 0', code: 'SUCCESS', rows_affected: 0 },
    };
    for (const [at, statement] of statements.entries()) {
      if (at > 0) this.#refuse(sql, options.signal);
      const last = at === statements.length - 1;
      result = await this.#one(sql, statement, last ? options : { ...options, fetch: false });
    }
    return result;
  }

  async #one(text: string, statement: Statement, options: ExecuteOptions): Promise<QueryResult> {
    const verb = verbOf(statement.sql);
    try {
      const result = await this.#running(statement.sql, verb, options);
      this.#follow(verb, statement.sql);
      return result;
    } catch (error) {
      if (error instanceof DatabaseError) throw error;
      const { message, ...rest } = error as SdkError;
      const shown = { ...pick(error as SdkError), ...rest, message: this.options.redact(message ?? String(error)) };
      const input = options.bindings && refusedInput(statement.sql, options.bindings, shown.message);
      throw databaseError(shown, text, statement, input);
    }
  }

  /** @param earlier what has become of it in a session that the server has ended since */
  async #running(sql: string, verb: string, options: ExecuteOptions, earlier?: StatementRun): Promise<QueryResult> {
    const run = new StatementRun(this.line, {
      sql,
      verb,
      bindings: options.bindings,
      onSubmitted: options.onSubmitted,
      queryId: earlier?.queryId,
    });
    this.#run = run;
    const stop = (): void => run.stop();
    options.signal?.addEventListener('abort', stop, { once: true });
    try {
      const result = run.result();
      if (this.#cancelled && verb !== 'ROLLBACK') run.stop();
      return await resultOf(await result, options);
    } catch (error) {
      const ended = ENDED.has(remedyOf(error as SdkError));
      if (!ended || earlier || this.#transaction || this.#cancelled || this.#hasTemporary) throw error;
      if (run.queryId === undefined && run.mayHaveBegun && !READS.has(verb)) throw new LostStatement();
    } finally {
      options.signal?.removeEventListener('abort', stop);
    }
    this.line = await this.options.reconnect();
    for (const setting of this.#settings) await new StatementRun(this.line, setting).result();
    return await this.#running(sql, verb, options, run);
  }

  /**
   * What the session has become by a statement. Templates may begin and end transactions by themselves; a block of statements begins
   * like a transaction.
   */
  #follow(verb: string, sql: string): void {
    if (verb === 'USE' || (verb === 'ALTER' && /\balter\s+session\b/i.test(sql))) this.#settings.push({ sql, verb });
    if (verb === 'CREATE' && /\btemp(orary)?\b/i.test(sql)) this.#hasTemporary = true;
    if ((verb === 'BEGIN' && !/\bend\s*$/i.test(sql)) || verb === 'START') this.#transaction = true;
    else if (verb === 'COMMIT' || verb === 'ROLLBACK') this.#transaction = false;
  }
}

/** Errors have fields that are not enumerable. */
function pick(error: SdkError): SdkError {
  const { name, code, sqlState, data, response } = error;
  return {
    ...(name === undefined ? {} : { name }),
    ...(code === undefined ? {} : { code }),
    ...(sqlState === undefined ? {} : { sqlState }),
    ...(data === undefined ? {} : { data }),
    ...(response === undefined ? {} : { response }),
  };
}

/** Waits for what cannot fail, but no longer than that. */
async function within(work: Promise<unknown>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work.catch(() => undefined), late]);
  clearTimeout(timer);
}
