import { randomUUID } from 'node:crypto';
import type { StatementResult } from '../results/result.js';
import type { DuckSession } from './duck.js';

/** Settings of a session that Snowflake knows, with their defaults, as the driver and SHOW PARAMETERS see them. */
export const DEFAULT_PARAMETERS: Readonly<Record<string, string | number | boolean>> = {
  ABORT_DETACHED_QUERY: false,
  AUTOCOMMIT: true,
  BINARY_INPUT_FORMAT: 'HEX',
  BINARY_OUTPUT_FORMAT: 'HEX',
  CLIENT_RESULT_CHUNK_SIZE: 160,
  CLIENT_SESSION_KEEP_ALIVE: false,
  CLIENT_SESSION_KEEP_ALIVE_HEARTBEAT_FREQUENCY: 3600,
  CLIENT_STAGE_ARRAY_BINDING_THRESHOLD: 65_280,
  DATE_INPUT_FORMAT: 'AUTO',
  DATE_OUTPUT_FORMAT: 'YYYY-MM-DD',
  ERROR_ON_NONDETERMINISTIC_MERGE: true,
  LOCK_TIMEOUT: 43_200,
  MULTI_STATEMENT_COUNT: 1,
  QUERY_TAG: '',
  QUOTED_IDENTIFIERS_IGNORE_CASE: false,
  ROWS_PER_RESULTSET: 0,
  STATEMENT_QUEUED_TIMEOUT_IN_SECONDS: 0,
  STATEMENT_TIMEOUT_IN_SECONDS: 172_800,
  TIMESTAMP_INPUT_FORMAT: 'AUTO',
  TIMESTAMP_LTZ_OUTPUT_FORMAT: '',
  TIMESTAMP_NTZ_OUTPUT_FORMAT: 'YYYY-MM-DD HH24:MI:SS.FF3',
  TIMESTAMP_OUTPUT_FORMAT: 'YYYY-MM-DD HH24:MI:SS.FF3 TZHTZM',
  TIMESTAMP_TYPE_MAPPING: 'TIMESTAMP_NTZ',
  TIMESTAMP_TZ_OUTPUT_FORMAT: '',
  TIMEZONE: 'UTC',
  TIME_INPUT_FORMAT: 'AUTO',
  TIME_OUTPUT_FORMAT: 'HH24:MI:SS',
  TRANSACTION_ABORT_ON_ERROR: false,
  TWO_DIGIT_CENTURY_START: 1970,
  USE_CACHED_RESULT: true,
  WEEK_OF_YEAR_POLICY: 0,
  WEEK_START: 0,
};

export interface SessionStart {
  readonly user: string;
  readonly role: string;
  readonly warehouse: string | undefined;
  readonly database: string | undefined;
  readonly schema: string | undefined;
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
}

/** One login's state. */
export class EmulatedSession {
  readonly id = String(Math.floor(Math.random() * 2 ** 48));
  token = randomUUID();
  readonly masterToken = randomUUID();
  /** Set by a fault or by time: requests are answered 390112 until the token is renewed. */
  expired = false;
  readonly user: string;
  role: string;
  warehouse: string | undefined;
  database: string | undefined;
  schema: string | undefined;
  readonly parameters = new Map<string, string | number | boolean>(Object.entries(DEFAULT_PARAMETERS));
  readonly variables = new Map<string, string>();
  inTransaction = false;
  /** Results that RESULT_SCAN can read, by query id, newest last. */
  readonly results = new Map<string, StatementResult>();
  #queue: Promise<unknown> = Promise.resolve();

  constructor(
    readonly duck: DuckSession,
    start: SessionStart,
  ) {
    this.user = start.user;
    this.role = start.role;
    this.warehouse = start.warehouse;
    this.database = start.database;
    this.schema = start.schema;
    for (const [name, value] of Object.entries(start.parameters)) this.parameters.set(name.toUpperCase(), value);
  }

  get autocommit(): boolean {
    return String(this.parameters.get('AUTOCOMMIT')) !== 'false';
  }

  /** Statements of a session run one after the other. */
  enqueue<T>(run: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(run, run);
    this.#queue = result.catch(() => {});
    return result;
  }
}
