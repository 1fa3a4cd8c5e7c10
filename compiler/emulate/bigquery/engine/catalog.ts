import { ApiError, notFound } from './api-error.js';

export interface Field {
  name: string;
  type: string;
  mode?: string;
  description?: string;
  fields?: Field[];
  policyTags?: { names: string[] };
}

export type TableType = 'TABLE' | 'VIEW' | 'MATERIALIZED_VIEW' | 'EXTERNAL';

/** What is kept of a table beside its rows, in the REST API's words. */
export interface Table {
  project: string;
  dataset: string;
  name: string;
  type: TableType;
  fields: Field[];
  /** Of a view. */
  query?: string;
  /** Of an external table. */
  external?: { readonly format: string; readonly uris: readonly string[] };
  description?: string;
  labels: Record<string, string>;
  options: Record<string, unknown>;
  timePartitioning?: { type: string; field?: string; expirationMs?: string };
  rangePartitioning?: { field: string; range: { start: string; end: string; interval: string } };
  clustering?: { fields: string[] };
  requirePartitionFilter?: boolean;
  expirationTime?: string;
  kmsKeyName?: string;
  created: number;
  modified: number;
}

export interface Dataset {
  project: string;
  name: string;
  location: string;
  description?: string;
  labels: Record<string, string>;
  access: unknown[];
  tables: Map<string, Table>;
}

export type Path = readonly [project: string, dataset: string, table: string];

/** Projects, datasets and tables. A project exists by being named. */
export class Catalog {
  readonly datasets = new Map<string, Dataset>();
  /** `project.dataset.table` → role → members. */
  readonly grants = new Map<string, Map<string, Set<string>>>();

  constructor(readonly location: string) {}

  dataset(project: string, name: string): Dataset {
    const found = this.datasets.get(`${project}.${name}`);
    if (!found) throw notFound(`Dataset ${project}:${name} was not found in location ${this.location}`);
    return found;
  }

  createDataset(project: string, name: string, location = this.location): Dataset {
    const dataset: Dataset = { project, name, location, labels: {}, access: [], tables: new Map() };
    this.datasets.set(`${project}.${name}`, dataset);
    return dataset;
  }

  find([project, dataset, table]: Path): Table | undefined {
    return this.datasets.get(`${project}.${dataset}`)?.tables.get(table);
  }

  table(path: Path): Table {
    this.dataset(path[0], path[1]);
    const found = this.find(path);
    if (!found) throw notFound(`Table ${path[0]}:${path[1]}.${path[2]} was not found in location ${this.location}`);
    return found;
  }

  put(table: Table): void {
    if (!/^[\p{L}\p{M}\p{N}\p{Pc}\p{Pd}\p{Zs}]{1,1024}$/u.test(table.name))
      throw new ApiError(
        400,
        'invalid',
        `Invalid table ID "${table.name}". Table IDs must be alphanumeric (plus underscores, dashes, and spaces) and must be at most 1024 characters long.`,
      );
    this.dataset(table.project, table.dataset).tables.set(table.name, table);
  }

  drop([project, dataset, table]: Path): void {
    this.dataset(project, dataset).tables.delete(table);
    this.grants.delete(`${project}.${dataset}.${table}`);
  }
}

export function newTable([project, dataset, name]: Path, type: TableType, fields: Field[] = []): Table {
  const now = Date.now();
  return { project, dataset, name, type, fields, labels: {}, options: {}, created: now, modified: now };
}

/** `INTERVAL 90 MINUTE` as the API writes it: `0-0 0 1:30:0`. */
function intervalText(value: unknown): unknown {
  const { interval, unit } = value as { readonly interval?: number; readonly unit?: string };
  const seconds = { hour: 3600, minute: 60, second: 1 }[unit ?? ''];
  if (interval === undefined || seconds === undefined) return value;
  const total = interval * seconds;
  return `0-0 0 ${Math.floor(total / 3600)}:${Math.floor(total / 60) % 60}:${total % 60}`;
}

/** `tables.get`. */
export function tableResource(table: Table, numRows: number | undefined, location: string): object {
  const { project, dataset, name, type, fields, query } = table;
  return {
    kind: 'bigquery#table',
    id: `${project}:${dataset}.${name}`,
    tableReference: { projectId: project, datasetId: dataset, tableId: name },
    type,
    location,
    etag: String(table.modified),
    creationTime: String(table.created),
    lastModifiedTime: String(table.modified),
    schema: { fields },
    ...(table.description === undefined ? {} : { description: table.description }),
    ...(Object.keys(table.labels).length > 0 ? { labels: table.labels } : {}),
    ...(table.external
      ? { externalDataConfiguration: { sourceFormat: table.external.format, sourceUris: table.external.uris } }
      : {}),
    ...(type === 'VIEW' ? { view: { query, useLegacySql: false } } : {}),
    ...(type === 'MATERIALIZED_VIEW'
      ? {
          materializedView: {
            query,
            enableRefresh: table.options.enable_refresh ?? true,
            refreshIntervalMs: String(Number(table.options.refresh_interval_minutes ?? 30) * 60_000),
            lastRefreshTime: String(table.modified),
          },
          ...(table.options.max_staleness === undefined
            ? {}
            : { maxStaleness: intervalText(table.options.max_staleness) }),
        }
      : {}),
    ...(numRows === undefined ? {} : { numRows: String(numRows), numBytes: String(numRows * 8 * fields.length) }),
    ...(table.timePartitioning ? { timePartitioning: table.timePartitioning } : {}),
    ...(table.rangePartitioning ? { rangePartitioning: table.rangePartitioning } : {}),
    ...(table.clustering ? { clustering: table.clustering } : {}),
    ...(table.requirePartitionFilter === undefined ? {} : { requirePartitionFilter: table.requirePartitionFilter }),
    ...(table.expirationTime === undefined ? {} : { expirationTime: table.expirationTime }),
    ...(table.kmsKeyName === undefined ? {} : { encryptionConfiguration: { kmsKeyName: table.kmsKeyName } }),
  };
}
