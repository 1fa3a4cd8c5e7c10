import { randomUUID } from 'node:crypto';
import type { Cell } from '../types.js';
import { bindsOf } from './bindings.js';
import { AS_STRINGS } from './cells.js';
import type { SdkStatement } from './driver.js';
import { isAnswer, remedyOf, type SdkError } from './errors.js';
import type { Line } from './line.js';

/** How often an unanswered request is asked for again; the driver itself has tried for a while each time. */
const ATTEMPTS = 4;
const PAUSE = 200;

/** Statements about the session itself, or about files on this machine: they are done at once, and not apart from the session. */
const AT_ONCE = new Set([
  ...['BEGIN', 'START', 'COMMIT', 'ROLLBACK', 'USE', 'SET', 'UNSET', 'SHOW', 'DESCRIBE', 'DESC'],
  ...['PUT', 'GET', 'LIST', 'LS', 'REMOVE', 'RM', 'GRANT', 'REVOKE', 'COMMENT', 'DROP', 'ALTER', 'TRUNCATE'],
]);

export interface Request {
  readonly sql: string;
  readonly verb: string;
  readonly bindings?: readonly Cell[] | undefined;
  readonly onSubmitted?: ((queryId: string) => void) | undefined;
  /** The id of the query that was submitted before: only its result is wanted. */
  readonly queryId?: string | undefined;
}

/**
 * One statement on its way: submitted, awaited, and stopped if need be. A request that gets no answer is sent again under its own
 * id, by which the server knows that it has it already; once the query has an id, only its result is asked for.
 */
export class StatementRun {
  readonly #requestId = randomUUID();
  #statement: SdkStatement | undefined;
  #queryId: string | undefined;
  #unanswered = false;
  #stopping = false;
  #settled = false;

  constructor(
    private readonly line: Line,
    private readonly request: Request,
  ) {
    this.#queryId = request.queryId;
  }

  /** The query's id, once the server has told it. */
  get queryId(): string | undefined {
    return this.#queryId;
  }

  /** Whether the server may have begun the statement without having said so. */
  get mayHaveBegun(): boolean {
    return this.#unanswered;
  }

  /** The finished statement, its rows not read yet. Throws what the driver throws. */
  async result(): Promise<SdkStatement> {
    try {
      if (this.#queryId === undefined) {
        const submitted = await this.#again(() => this.#submit());
        this.#queryId = submitted.getQueryId();
        this.request.onSubmitted?.(this.#queryId);
        if (isFinished(submitted)) return submitted;
      }
      const queryId = this.#queryId;
      if (this.#stopping) this.#sendStop();
      return await this.#again(() => this.#fetch(queryId));
    } finally {
      this.#settled = true;
    }
  }

  /** Asks the server to stop it, until it has an end: a request that comes before the statement is lost. */
  stop(): void {
    if (this.#stopping) return;
    this.#stopping = true;
    this.#sendStop();
    const timer = setInterval(() => {
      if (this.#settled) clearInterval(timer);
      else this.#sendStop();
    }, PAUSE);
    timer.unref();
  }

  get settled(): boolean {
    return this.#settled;
  }

  #sendStop(): void {
    this.#statement?.cancel(() => {});
  }

  /** The statement is not asked for again, but the server may have it: waits until it has taken note that it is to stop. */
  async #stopped(error: unknown): Promise<unknown> {
    const statement = this.#statement;
    const noted = (): Promise<boolean> =>
      new Promise((done) => statement?.cancel((failed) => done(!failed || isAnswer(failed as SdkError))) ?? done(true));
    for (let attempt = 1; attempt < ATTEMPTS && !(await noted()); attempt++) await pause(PAUSE * attempt);
    return error;
  }

  async #again(ask: () => Promise<SdkStatement>): Promise<SdkStatement> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await ask();
      } catch (error) {
        const remedy = remedyOf(error as SdkError);
        if (remedy === 'ask-again') this.#unanswered = true;
        if ((remedy !== 'ask-again' && remedy !== 'revive') || attempt >= ATTEMPTS) throw error;
        if (this.#stopping && this.#queryId === undefined) throw await this.#stopped(error);
        if (remedy === 'revive') this.line.revive();
        await pause(PAUSE * attempt);
      }
    }
  }

  #submit(): Promise<SdkStatement> {
    const { sql, verb, bindings, onSubmitted } = this.request;
    return new Promise((resolve, reject) => {
      this.#statement = this.line.connection().execute({
        sqlText: sql,
        requestId: this.#requestId,
        ...(bindings ? { binds: bindsOf(sql, bindings) } : {}),
        ...(onSubmitted && !AT_ONCE.has(verb) ? { asyncExec: true } : {}),
        ...this.#options(resolve, reject),
      });
    });
  }

  #fetch(queryId: string): Promise<SdkStatement> {
    return new Promise((resolve, reject) => {
      this.#statement = this.line.connection().fetchResult({ queryId, ...this.#options(resolve, reject) });
    });
  }

  #options(resolve: (statement: SdkStatement) => void, reject: (error: unknown) => void) {
    return {
      // Rows are read as far as they are wanted.
      streamResult: true,
      rowMode: 'array' as const,
      fetchAsString: [...AS_STRINGS],
      complete: (error: unknown, statement: SdkStatement) => (error ? reject(error) : resolve(statement)),
    };
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** A statement that was only submitted has no result yet. */
function isFinished(statement: SdkStatement): boolean {
  try {
    statement.getNumRows();
    return true;
  } catch {
    return false;
  }
}
