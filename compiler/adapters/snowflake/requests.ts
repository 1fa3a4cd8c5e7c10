import { randomUUID } from 'node:crypto';
import type { Cell } from '../types.js';
import { bindsOf } from './bindings.js';
import { AS_STRINGS } from './cells.js';
import type { SdkConnection, SdkStatement } from './driver.js';
import { remedyOf, type SdkError } from './errors.js';

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
}

/**
 * One statement on its way: submitted, awaited, and stopped if need be. A request that gets no answer is sent again under its own
 * id, by which the server knows that it has it already; once the query has an id, only its result is asked for.
 */
export class StatementRun {
  readonly #requestId = randomUUID();
  #statement: SdkStatement | undefined;
  #stopping = false;
  #settled = false;

  constructor(
    private readonly connection: SdkConnection,
    private readonly request: Request,
  ) {}

  /** The finished statement, its rows not read yet. Throws what the driver throws. */
  async result(): Promise<SdkStatement> {
    try {
      const submitted = await this.#again(() => this.#submit());
      this.request.onSubmitted?.(submitted.getQueryId());
      if (isFinished(submitted)) return submitted;
      if (this.#stopping) this.#sendStop();
      return await this.#again(() => this.#fetch(submitted.getQueryId()));
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

  async #again(ask: () => Promise<SdkStatement>): Promise<SdkStatement> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await ask();
      } catch (error) {
        if (remedyOf(error as SdkError) !== 'ask-again' || attempt >= ATTEMPTS || this.#stopping) throw error;
        await new Promise((resolve) => setTimeout(resolve, PAUSE * attempt));
      }
    }
  }

  #submit(): Promise<SdkStatement> {
    const { sql, verb, bindings, onSubmitted } = this.request;
    return new Promise((resolve, reject) => {
      this.#statement = this.connection.execute({
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
      this.#statement = this.connection.fetchResult({ queryId, ...this.#options(resolve, reject) });
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

/** A statement that was only submitted has no result yet. */
function isFinished(statement: SdkStatement): boolean {
  try {
    statement.getNumRows();
    return true;
  } catch {
    return false;
  }
}
