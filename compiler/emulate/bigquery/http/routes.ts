import { ApiError, duplicate, notFound } from '../engine/api-error.js';
import { type Catalog, type Dataset, type Field, newTable, type Path, tableResource } from '../engine/catalog.js';
import { type Engine, quote } from '../engine/engine.js';
import type { Json } from '../engine/json.js';
import { duckdbType } from '../engine/types.js';
import { restValue } from '../engine/values.js';
import type { JobStore, StoredJob } from '../jobs/jobs.js';

export interface RestRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly raw: string;
  /** Where the server is reached. */
  readonly origin: string;
  readonly body?: Json;
  readonly content?: string;
}

interface Host {
  readonly engine: Engine;
  readonly catalog: Catalog;
  readonly jobs: JobStore;
}

type Handler = (request: RestRequest, host: Host, ...names: string[]) => Promise<unknown>;

const ROUTES: readonly (readonly [method: string, path: RegExp, handler: Handler])[] = [
  ['POST', /^(?:\/upload)?\/projects\/([^/]+)\/jobs$/, insertJob],
  ['GET', /^\/projects\/([^/]+)\/jobs$/, listJobs],
  [
    'GET',
    /^\/projects\/([^/]+)\/jobs\/([^/]+)$/,
    async (request, host, _, id) => jobResource(jobOf(host, id!, request)),
  ],
  ['POST', /^\/projects\/([^/]+)\/jobs\/([^/]+)\/cancel$/, cancelJob],
  ['GET', /^\/projects\/([^/]+)\/queries\/([^/]+)$/, queryResults],
  ['GET', /^\/projects\/([^/]+)\/datasets$/, listDatasets],
  ['POST', /^\/projects\/([^/]+)\/datasets$/, insertDataset],
  [
    'GET',
    /^\/projects\/([^/]+)\/datasets\/([^/]+)$/,
    async (_, { catalog }, p, d) => datasetResource(catalog.dataset(p!, d!)),
  ],
  ['PATCH', /^\/projects\/([^/]+)\/datasets\/([^/]+)$/, patchDataset],
  ['PUT', /^\/projects\/([^/]+)\/datasets\/([^/]+)$/, patchDataset],
  ['DELETE', /^\/projects\/([^/]+)\/datasets\/([^/]+)$/, deleteDataset],
  ['GET', /^\/projects\/([^/]+)\/datasets\/([^/]+)\/tables$/, listTables],
  ['POST', /^\/projects\/([^/]+)\/datasets\/([^/]+)\/tables$/, insertTable],
  ['GET', /^\/projects\/([^/]+)\/datasets\/([^/]+)\/tables\/([^/]+)$/, getTable],
  ['PATCH', /^\/projects\/([^/]+)\/datasets\/([^/]+)\/tables\/([^/]+)$/, patchTable],
  ['DELETE', /^\/projects\/([^/]+)\/datasets\/([^/]+)\/tables\/([^/]+)$/, deleteTable],
  ['GET', /^\/projects\/([^/]+)\/datasets\/([^/]+)\/tables\/([^/]+)\/data$/, tableData],
];

export async function route(request: RestRequest, host: Host): Promise<unknown> {
  for (const [method, pattern, handler] of ROUTES) {
    const match = method === request.method ? pattern.exec(request.path) : null;
    if (match) return await handler(request, host, ...match.slice(1));
  }
  throw notFound(`${request.method} ${request.path}`);
}

async function insertJob({ body, content }: RestRequest, host: Host, project?: string): Promise<unknown> {
  const jobId = body.jobReference?.jobId ?? `server-${host.jobs.log.length}`;
  if (host.jobs.get(jobId)) throw duplicate(`Job ${project}:${host.catalog.location}.${jobId}`);
  const reference = { projectId: project!, jobId, location: body.jobReference?.location ?? host.catalog.location };
  await host.engine.project(project!);
  const job = host.jobs.insert(reference, body.configuration, content);
  if (body.configuration.dryRun) {
    await job.done;
    if (job.error) throw new ApiError(400, job.error.reason, job.error.message);
  }
  return jobResource(job);
}

async function listJobs(_: RestRequest, host: Host): Promise<unknown> {
  return {
    kind: 'bigquery#jobList',
    jobs: [...host.jobs.jobs.values()].map((job) => ({ ...jobResource(job), state: job.state })),
  };
}

/** Without its location a job is found in the large regions only. */
function jobOf(host: Host, id: string, { query }: RestRequest): StoredJob {
  const job = host.jobs.get(id);
  const location = query.get('location');
  const found =
    job &&
    (location === null
      ? /^(us|eu)$/i.test(job.reference.location)
      : location.toLowerCase() === job.reference.location.toLowerCase());
  if (!found) throw notFound(`Job ${id}`);
  return job;
}

async function cancelJob(request: RestRequest, host: Host, _?: string, id?: string): Promise<unknown> {
  const job = jobOf(host, id!, request);
  job.cancel();
  return { kind: 'bigquery#jobCancelResponse', job: jobResource(job) };
}

function jobResource(job: StoredJob): Record<string, unknown> {
  const { reference, outcome, error, state, configuration } = job;
  const bytes = String(outcome?.bytes ?? 0);
  const destination = outcome?.destination;
  const reference_ = destination && { projectId: destination[0], datasetId: destination[1], tableId: destination[2] };
  return {
    kind: 'bigquery#job',
    id: `${reference.projectId}:${reference.location}.${reference.jobId}`,
    jobReference: reference,
    configuration: configuration.query
      ? {
          jobType: 'QUERY',
          ...configuration,
          query: {
            ...configuration.query,
            destinationTable: reference_ ?? {
              projectId: reference.projectId,
              datasetId: '_anonymous',
              tableId: reference.jobId,
            },
          },
        }
      : configuration,
    status: {
      state: configuration.dryRun ? 'DONE' : state,
      ...(error && state === 'DONE' ? { errorResult: error, errors: [error] } : {}),
    },
    statistics: {
      creationTime: String(job.created),
      startTime: String(job.created),
      ...(job.ended === undefined ? {} : { endTime: String(job.ended) }),
      totalBytesProcessed: bytes,
      totalSlotMs: String((job.ended ?? Date.now()) - job.created),
      ...(configuration.load ? { load: { outputRows: String(outcome?.dmlRows ?? 0) } } : {}),
      ...(configuration.query && outcome
        ? {
            query: {
              statementType: outcome.statementType,
              totalBytesProcessed: bytes,
              totalBytesBilled: bytes,
              cacheHit: false,
              ...(outcome.dmlRows === undefined ? {} : { numDmlAffectedRows: String(outcome.dmlRows) }),
              ...(configuration.dryRun && outcome.fields ? { schema: { fields: outcome.fields } } : {}),
            },
          }
        : {}),
    },
  };
}

const PAGE = 5_000;

async function queryResults(request: RestRequest, host: Host, _?: string, id?: string): Promise<unknown> {
  const job = jobOf(host, id!, request);
  const { query } = request;
  await Promise.race([
    job.done,
    new Promise((resolve) => setTimeout(resolve, Number(query.get('timeoutMs') ?? 10_000)).unref()),
  ]);
  const base = { kind: 'bigquery#getQueryResultsResponse', jobReference: job.reference };
  if (job.state !== 'DONE') return { ...base, jobComplete: false };
  if (job.error) throw new ApiError(400, job.error.reason, job.error.message);
  const { fields = [], rows = [], dmlRows, destination } = job.outcome ?? {};
  const from = Number(query.get('pageToken') ?? query.get('startIndex') ?? 0);
  const size = query.get('maxResults') === null ? PAGE : Number(query.get('maxResults'));
  const int64 = query.get('formatOptions.useInt64Timestamp') === 'true';
  const page = rows
    .slice(from, from + size)
    .map((row) => ({ f: row.map((cell, i) => ({ v: timed(restValue(cell, fields[i]!), fields[i]!, int64) })) }));
  // A table that was created shows its schema.
  const schema = fields.length > 0 ? fields : destination ? (host.catalog.find(destination)?.fields ?? []) : [];
  return {
    ...base,
    jobComplete: true,
    schema: { fields: schema },
    rows: page,
    totalRows: String(rows.length),
    totalBytesProcessed: String(job.outcome?.bytes ?? 0),
    cacheHit: false,
    ...(dmlRows === undefined ? {} : { numDmlAffectedRows: String(dmlRows) }),
    ...(from + size < rows.length ? { pageToken: String(from + size) } : {}),
  };
}

/** Seconds as a number with a fraction, where whole microseconds are not asked for. */
function timed(value: unknown, field: Field, int64: boolean): unknown {
  return int64 || field.type !== 'TIMESTAMP' || typeof value !== 'string' ? value : String(Number(value) / 1e6);
}

function datasetResource({ project, name, location, labels, access, description }: Dataset): object {
  return {
    kind: 'bigquery#dataset',
    id: `${project}:${name}`,
    datasetReference: { projectId: project, datasetId: name },
    location,
    labels,
    access,
    etag: '1',
    ...(description === undefined ? {} : { description }),
  };
}

async function listDatasets(_: RestRequest, { catalog }: Host, project?: string): Promise<unknown> {
  const own = [...catalog.datasets.values()].filter((dataset) => dataset.project === project);
  return { kind: 'bigquery#datasetList', datasets: own.map(datasetResource) };
}

async function insertDataset({ body }: RestRequest, { catalog, engine }: Host, project?: string): Promise<unknown> {
  const { datasetId } = body.datasetReference;
  if (catalog.datasets.has(`${project}.${datasetId}`)) throw duplicate(`Dataset ${project}:${datasetId}`);
  await engine.project(project!);
  await engine.use((c) => c.run(`CREATE SCHEMA IF NOT EXISTS ${quote(project!, datasetId)}`));
  return datasetResource(catalog.createDataset(project!, datasetId, body.location));
}

async function patchDataset(
  { body }: RestRequest,
  { catalog }: Host,
  project?: string,
  name?: string,
): Promise<unknown> {
  const dataset = catalog.dataset(project!, name!);
  if (body.access) dataset.access = body.access;
  if (body.description !== undefined) dataset.description = body.description;
  return datasetResource(dataset);
}

async function deleteDataset(
  { query }: RestRequest,
  { catalog, engine }: Host,
  project?: string,
  name?: string,
): Promise<unknown> {
  const dataset = catalog.dataset(project!, name!);
  if (dataset.tables.size > 0 && query.get('deleteContents') !== 'true')
    throw new ApiError(400, 'resourceInUse', `Dataset ${project}:${name} is still in use`);
  await engine.use((c) => c.run(`DROP SCHEMA IF EXISTS ${quote(project!, name!)} CASCADE`));
  catalog.datasets.delete(`${project}.${name}`);
  return undefined;
}

async function listTables(
  { query }: RestRequest,
  { catalog }: Host,
  project?: string,
  name?: string,
): Promise<unknown> {
  const tables = [...catalog.dataset(project!, name!).tables.values()];
  const from = Number(query.get('pageToken') ?? 0);
  const size = Number(query.get('maxResults') ?? 1000);
  return {
    kind: 'bigquery#tableList',
    totalItems: tables.length,
    tables: tables.slice(from, from + size).map((table) => ({
      kind: 'bigquery#table',
      tableReference: { projectId: table.project, datasetId: table.dataset, tableId: table.name },
      type: table.type,
      labels: table.labels,
      ...(table.timePartitioning ? { timePartitioning: table.timePartitioning } : {}),
    })),
    ...(from + size < tables.length ? { nextPageToken: String(from + size) } : {}),
  };
}

async function resource({ catalog, engine }: Host, path: Path): Promise<object> {
  const table = catalog.table(path);
  const rows = table.type === 'TABLE' ? await engine.use((c) => c.count(path)) : undefined;
  return tableResource(table, rows, catalog.location);
}

async function getTable(_: RestRequest, host: Host, ...path: string[]): Promise<unknown> {
  return await resource(host, [path[0]!, path[1]!, path[2]!.split('$')[0]!]);
}

async function insertTable({ body }: RestRequest, host: Host, project?: string, dataset?: string): Promise<unknown> {
  const { tableId } = body.tableReference;
  const path: Path = [project!, dataset!, tableId];
  if (host.catalog.find(path)) throw duplicate(`Table ${project}:${dataset}.${tableId}`);
  const table = newTable(path, 'TABLE', body.schema?.fields ?? []);
  host.catalog.dataset(project!, dataset!);
  await host.engine.use((c) =>
    c.run(
      `CREATE TABLE ${quote(...path)} (${table.fields.map((f) => `${quote(f.name)} ${duckdbType(f)}`).join(', ')})`,
    ),
  );
  host.catalog.put(table);
  return await resource(host, path);
}

/** Columns may be added, and described; those that are there may not be left out. */
async function patchTable({ body }: RestRequest, host: Host, ...names: string[]): Promise<unknown> {
  const path = names as unknown as Path;
  const table = host.catalog.table(path);
  if (body.description !== undefined) {
    if (body.description === null) delete table.description;
    else table.description = body.description;
  }
  if (body.labels) table.labels = body.labels;
  if (body.schema?.fields) {
    const fields: Field[] = body.schema.fields;
    for (const old of table.fields)
      if (!fields.some((f) => f.name.toLowerCase() === old.name.toLowerCase()))
        throw new ApiError(
          400,
          'invalid',
          `Provided Schema does not match Table ${path[0]}:${path[1]}.${path[2]}. Field ${old.name} is missing in new schema`,
        );
    for (const field of fields) {
      const old = table.fields.find((f) => f.name.toLowerCase() === field.name.toLowerCase());
      if (!old)
        await host.engine.use((c) =>
          c.run(`ALTER TABLE ${quote(...path)} ADD COLUMN ${quote(field.name)} ${duckdbType(field)}`),
        );
      else if (table.type === 'TABLE' && duckdbType(old) !== duckdbType(field)) await widen(host, path, field);
    }
    table.fields = fields;
  }
  table.modified = Math.max(Date.now(), table.modified + 1);
  return await resource(host, path);
}

async function widen(host: Host, path: Path, field: Field): Promise<void> {
  await host.engine.use((c) =>
    c.run(`ALTER TABLE ${quote(...path)} ALTER ${quote(field.name)} TYPE ${duckdbType(field)}`),
  );
}

async function deleteTable(_: RestRequest, host: Host, ...names: string[]): Promise<unknown> {
  const path = names as unknown as Path;
  const table = host.catalog.table(path);
  await host.engine.use((c) => c.run(`DROP ${table.type === 'TABLE' ? 'TABLE' : 'VIEW'} ${quote(...path)}`));
  host.catalog.drop(path);
  return undefined;
}

async function tableData({ query }: RestRequest, host: Host, ...names: string[]): Promise<unknown> {
  const path = names as unknown as Path;
  const { fields } = host.catalog.table(path);
  const { rows } = await host.engine.use((c) =>
    c.rows(
      `SELECT ${fields.map((f) => quote(f.name)).join(', ')} FROM ${quote(...path)} LIMIT ${Number(query.get('maxResults') ?? 1000)}`,
    ),
  );
  return {
    totalRows: String(rows.length),
    rows: rows.map((row) => ({ f: row.map((cell, i) => ({ v: restValue(cell, fields[i]!) })) })),
  };
}
