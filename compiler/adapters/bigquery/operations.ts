import { readFile } from 'node:fs/promises';
import { DatabaseError } from '../types.js';
import type { BigQueryCredentials } from './credentials.js';
import { databaseError } from './errors.js';
import type { TableReference } from './job-types.js';
import type { Jobs } from './jobs.js';
import type { RestCall } from './rest.js';
import { RestError } from './rest-error.js';
import type { FieldSchema, TableSchema } from './schema.js';

export interface OperationHost {
  readonly jobs: Jobs;
  readonly credentials: BigQueryCredentials;
  readonly projectRoot: string;
  readonly signal: AbortSignal;
}

/** A table as `tables.get` describes it. */
export interface TableResource {
  readonly type: string;
  readonly schema?: TableSchema;
  readonly description?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly timePartitioning?: { readonly type: string; readonly field?: string };
  readonly rangePartitioning?: {
    readonly field: string;
    readonly range: { readonly start: string; readonly end: string; readonly interval: string };
  };
  readonly clustering?: { readonly fields: readonly string[] };
  readonly requirePartitionFilter?: boolean;
  readonly maxStaleness?: string;
  readonly encryptionConfiguration?: { readonly kmsKeyName?: string };
  readonly materializedView?: {
    readonly query?: string;
    readonly enableRefresh?: boolean;
    readonly refreshIntervalMs?: string;
    readonly allowNonIncrementalDefinition?: boolean;
  };
  readonly numRows?: string;
  readonly numBytes?: string;
}

export interface TableItem {
  readonly tableReference: TableReference;
  readonly type: string;
}

export interface DatasetResource {
  readonly location: string;
  readonly access?: readonly Readonly<Record<string, unknown>>[];
}

interface DatasetInput {
  readonly project: string;
  readonly dataset: string;
}

interface TableInput extends DatasetInput {
  readonly table: string;
}

export interface CopyInput {
  readonly sources: readonly TableReference[];
  readonly destination: TableReference;
  readonly writeDisposition: 'WRITE_TRUNCATE' | 'WRITE_APPEND';
}

export interface LoadInput {
  readonly destination: TableReference;
  /** A file, or its text. */
  readonly path?: string;
  readonly content?: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly fields?: readonly FieldSchema[];
}

/** What is asked of the REST API, by name: what goes in, and what comes out. */
export interface OperationTypes {
  listDatasets: [{ readonly project: string }, readonly string[]];
  getDataset: [DatasetInput, DatasetResource | null];
  grantAccess: [DatasetInput & { readonly kind: string; readonly entry: Readonly<Record<string, unknown>> }, undefined];
  listTables: [DatasetInput, readonly TableItem[]];
  getTable: [TableInput, TableResource | null];
  patchTable: [TableInput & { readonly body: object }, undefined];
  copy: [CopyInput, undefined];
  load: [LoadInput, number];
}

type Operations = {
  readonly [Name in keyof OperationTypes]: (
    host: OperationHost,
    input: OperationTypes[Name][0],
  ) => Promise<OperationTypes[Name][1]>;
};

const implementations: Operations = {
  async listDatasets(host, { project }) {
    const found = await pages<{ readonly datasetReference: { readonly datasetId: string } }>(
      host,
      { path: '/datasets', project },
      'datasets',
    );
    return found.map(({ datasetReference }) => datasetReference.datasetId);
  },
  getDataset: (host, input) => orNull(call<DatasetResource>(host, { path: pathOf(input), project: input.project })),
  // The list of entries is changed as a whole: two views that are authorized at once must not undo each other.
  grantAccess: (host, { kind, entry, ...input }) =>
    host.jobs.exclusive(`${input.project}.${input.dataset}`, async () => {
      const at = { path: pathOf(input), project: input.project };
      const { access = [] } = await call<DatasetResource>(host, at);
      const same = (item: Readonly<Record<string, unknown>>): boolean =>
        JSON.stringify(item[kind]) === JSON.stringify(entry[kind]) && (item.role ?? null) === (entry.role ?? null);
      if (!access.some(same)) await call(host, { ...at, method: 'PATCH', body: { access: [...access, entry] } });
      return undefined;
    }),
  async listTables(host, input) {
    // What is not there has nothing in it.
    return (
      (await orNull(pages<TableItem>(host, { path: `${pathOf(input)}/tables`, project: input.project }, 'tables'))) ??
      []
    );
  },
  getTable: (host, input) => orNull(call<TableResource>(host, { path: pathOf(input), project: input.project })),
  async patchTable(host, { body, ...input }) {
    await call(host, { method: 'PATCH', path: pathOf(input), project: input.project, body });
  },
  async copy({ jobs, signal, credentials }, { sources, destination, writeDisposition }) {
    const timeoutSeconds = credentials.job_execution_timeout_seconds;
    const copy = { sourceTables: sources, destinationTable: destination, writeDisposition };
    await jobs.run({ sql: 'copy job', configuration: { copy }, timeoutSeconds }, { signal });
  },
  async load({ jobs, signal, credentials }, { destination, path, content, options, fields }) {
    const load = {
      destinationTable: destination,
      ...options,
      ...(fields ? { schema: { fields } } : { autodetect: true }),
    };
    const text = content ?? (await readFile(path!, 'utf8'));
    const request = {
      sql: 'load job',
      configuration: { load },
      content: text,
      timeoutSeconds: credentials.job_execution_timeout_seconds,
    };
    const { job } = await jobs.run(request, { signal }).catch((error: unknown) => {
      throw withLine(error);
    });
    return Number(job.statistics?.load?.outputRows ?? 0);
  },
};

export const OPERATIONS = implementations as unknown as Readonly<
  Record<string, (host: OperationHost, input: Readonly<Record<string, unknown>>) => Promise<unknown>>
>;

function pathOf(input: DatasetInput & { readonly table?: string }): string {
  const dataset = `/datasets/${encodeURIComponent(input.dataset)}`;
  return input.table === undefined ? dataset : `${dataset}/tables/${encodeURIComponent(input.table)}`;
}

async function call<T>({ jobs, signal }: OperationHost, request: RestCall): Promise<T> {
  try {
    return await jobs.rest.call<T>(request, signal);
  } catch (error) {
    throw error instanceof RestError ? databaseError(error, `${request.method ?? 'GET'} ${request.path}`) : error;
  }
}

async function pages<T>(host: OperationHost, request: RestCall, key: string): Promise<readonly T[]> {
  const items: T[] = [];
  for (let pageToken: string | undefined; ; ) {
    const query = { maxResults: 1000, ...(pageToken === undefined ? {} : { pageToken }) };
    const page = await call<Readonly<Record<string, unknown>>>(host, { ...request, query });
    items.push(...((page[key] as readonly T[] | undefined) ?? []));
    if (typeof page.nextPageToken !== 'string') return items;
    pageToken = page.nextPageToken;
  }
}

async function orNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof DatabaseError && error.details.code === 'notFound') return null;
    throw error;
  }
}

/** Where in the file a load job failed; the file has a header, which BigQuery counts. */
function withLine(error: unknown): unknown {
  if (!(error instanceof DatabaseError)) return error;
  const line = /line_number: (\d+)|; line (\d+)/.exec(error.message);
  const number = line?.[1] ?? line?.[2];
  return number === undefined
    ? error
    : new DatabaseError(error.message, { ...error.details, input: { line: Number(number) } });
}
