import {
  type AdapterResponse,
  type Cell,
  DatabaseError,
  type ExecuteOptions,
  type QueryResult,
  type Session,
} from '../types.js';
import { rowOf } from './cells.js';
import type { BigQueryCredentials } from './credentials.js';
import { cancelled } from './errors.js';
import type { Job, QueryPage, TableReference } from './job-types.js';
import type { FinishedJob, JobRequest, Jobs } from './jobs.js';
import { labelsOfComment } from './labels.js';
import { OPERATIONS, type OperationHost } from './operations.js';
import { parametersOf } from './parameters.js';
import { costOf, numberOf, responseOf } from './response.js';
import { typeOf } from './schema.js';

const CLOSE_MILLISECONDS = 5_000;

export interface SessionOptions {
  readonly credentials: BigQueryCredentials;
  readonly projectRoot: string;
  readonly onClose: () => void;
}

/**
 * One job a statement; a text of several statements is a script, which is one job too. There are no transactions beyond a job: begin,
 * commit and rollback do nothing. `cancel()` is for good.
 */
export class BigQuerySession implements Session {
  readonly inTransaction = false;
  readonly #stop = new AbortController();
  readonly #running = new Set<Promise<unknown>>();
  #closed = false;

  constructor(
    private readonly jobs: Jobs,
    private readonly options: SessionOptions,
  ) {}

  async execute(sql: string, options: ExecuteOptions = {}): Promise<QueryResult> {
    if (isEmpty(sql)) {
      this.#refuse(sql, options.signal);
      return { columns: [], rows: [], response: { _message: 'OK' } };
    }
    return await this.#guarded(sql, options.signal, (signal) => this.#query(sql, options, signal));
  }

  /** A dry run, which costs nothing. */
  async estimate(sql: string): Promise<AdapterResponse> {
    const job = await this.#guarded(sql, undefined, (signal) => this.jobs.dryRun(this.#request(sql, {}), signal));
    return costOf(job);
  }

  /** Operations of the REST API that are no SQL. */
  async perform(operation: string, input: Readonly<Record<string, unknown>>): Promise<unknown> {
    const work = OPERATIONS[operation];
    if (!work) throw new Error(`No operation '${operation}'`);
    return await this.#guarded(operation, undefined, (signal) => {
      const { credentials, projectRoot } = this.options;
      const host: OperationHost = { jobs: this.jobs, credentials, projectRoot, signal };
      return work(host, input);
    });
  }

  async begin(): Promise<void> {}
  async commit(): Promise<void> {}
  async rollback(): Promise<void> {}

  cancel(): void {
    this.#stop.abort();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#running.size > 0) {
      this.cancel();
      await settledWithin(CLOSE_MILLISECONDS, Promise.allSettled([...this.#running]));
    }
    this.options.onClose();
  }

  #refuse(sql: string, signal: AbortSignal | undefined): void {
    if (this.#closed) throw new DatabaseError('The connection is closed', { sql, code: 'closed' });
    if (this.#stop.signal.aborted || signal?.aborted) throw cancelled(sql);
  }

  async #guarded<T>(
    sql: string,
    signal: AbortSignal | undefined,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    this.#refuse(sql, signal);
    const stop = (): void => this.cancel();
    signal?.addEventListener('abort', stop, { once: true });
    const running = work(this.#stop.signal);
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
      signal?.removeEventListener('abort', stop);
    }
  }

  async #query(sql: string, options: ExecuteOptions, signal: AbortSignal): Promise<QueryResult> {
    const request = this.#request(sql, options);
    const { fetch = false, limit } = options;
    if (fetch && limit === 0) {
      // Columns without rows: planning the query tells them, for nothing.
      const planned = await this.jobs.dryRun(request, signal);
      if (planned.statistics?.query?.statementType === 'SELECT')
        return resultOf(planned, planned.statistics.query, [], 0);
    }
    const maxResults = fetch ? (limit ?? Number.POSITIVE_INFINITY) : 0;
    const finished = await this.jobs.run(request, { signal, maxResults, onSubmitted: options.onSubmitted });
    const rows = fetch ? await this.#rows(finished, maxResults) : [];
    return resultOf(finished.job, finished.page ?? {}, rows, await this.#affected(finished));
  }

  async #rows({ job, page: first }: FinishedJob, wanted: number): Promise<Cell[][]> {
    const fields = first?.schema?.fields ?? [];
    const rows: Cell[][] = [];
    for (let page: QueryPage | undefined = first; page; ) {
      for (const row of page.rows ?? []) if (rows.length < wanted) rows.push(rowOf(row, fields));
      if (page.pageToken === undefined || rows.length >= wanted) break;
      const left = wanted === Number.POSITIVE_INFINITY ? undefined : wanted - rows.length;
      page = await this.jobs.page(job.jobReference, page.pageToken, left);
    }
    return rows;
  }

  /** Rows that a statement answered, changed or put into its table. */
  async #affected({ job, page }: FinishedJob): Promise<number | undefined> {
    const { statementType, numDmlAffectedRows } = job.statistics?.query ?? {};
    if (numDmlAffectedRows !== undefined) return Number(numDmlAffectedRows);
    if (statementType === 'SELECT') return numberOf(page?.totalRows);
    const table = job.configuration?.query?.destinationTable;
    if (statementType !== 'CREATE_TABLE_AS_SELECT' || !table) return undefined;
    return await this.#rowsOf(table);
  }

  async #rowsOf({ projectId, datasetId, tableId }: TableReference): Promise<number | undefined> {
    const call = { path: `/datasets/${datasetId}/tables/${tableId}`, project: projectId, query: { fields: 'numRows' } };
    // Only for the message: the statement has succeeded.
    const table = await this.jobs.rest.call<{ readonly numRows?: string }>(call).catch(() => undefined);
    return numberOf(table?.numRows);
  }

  #request(sql: string, { bindings, comment, nodeConfig }: ExecuteOptions): JobRequest {
    const { credentials } = this.options;
    const timeoutSeconds =
      positive(nodeConfig?.job_execution_timeout_seconds) ?? credentials.job_execution_timeout_seconds;
    const reservation = textOf(nodeConfig?.reservation) ?? credentials.reservation;
    return {
      sql,
      timeoutSeconds,
      configuration: {
        labels: labelsOfComment(comment),
        ...(timeoutSeconds === undefined ? {} : { jobTimeoutMs: String(timeoutSeconds * 1000) }),
        ...(reservation === undefined ? {} : { reservation }),
        query: {
          query: sql,
          useLegacySql: false,
          priority: credentials.priority.toUpperCase(),
          ...(credentials.maximum_bytes_billed === undefined
            ? {}
            : { maximumBytesBilled: String(credentials.maximum_bytes_billed) }),
          ...(bindings ? { parameterMode: 'POSITIONAL', queryParameters: parametersOf(bindings) } : {}),
        },
      },
    };
  }
}

function resultOf(
  job: Job,
  { schema }: Pick<QueryPage, 'schema'>,
  rows: Cell[][],
  affected: number | undefined,
): QueryResult {
  const columns = (schema?.fields ?? []).map((field) => ({ name: field.name, dataType: typeOf(field) }));
  const response: AdapterResponse = responseOf(job, affected);
  return { columns, rows, response };
}

function positive(value: unknown): number | undefined {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && number > 0 ? number : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Whether there is nothing but comments, spaces and semicolons: BigQuery fails on that. */
function isEmpty(sql: string): boolean {
  return /^(?:[\s;]|--[^\n]*(?:\n|$)|#[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*$/.test(sql);
}

async function settledWithin(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([
    work,
    new Promise((resolve) => {
      timer = setTimeout(resolve, milliseconds);
    }),
  ]);
  clearTimeout(timer);
}
