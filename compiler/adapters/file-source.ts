import type { SourceNode } from '../manifest/types.js';

export type FileFormat = 'parquet' | 'csv' | 'json';

export interface FileColumn {
  readonly name: string;
  /** As YAML declares it; null where it does not. */
  readonly type: string | null;
  readonly quoted: boolean;
}

/** A source that is files: what YAML says of them, with defaults. */
export interface FileSource {
  /** A path, glob or address with `{name}` and the like put in; or a call of a function of the warehouse's. */
  readonly location: string;
  readonly format: FileFormat;
  /** Whether folders such as `day=2026-01-31` are columns; null: nobody says. */
  readonly hivePartitioning: boolean | null;
  /** Those columns whose types are declared. */
  readonly partitions: readonly FileColumn[];
  /** Options of the reading function: `delim`, `header`, `nullstr`, … */
  readonly readOptions: Readonly<Record<string, unknown>>;
  readonly columns: readonly FileColumn[];
  /** Whether every column has a type: then these are the source's columns, on every platform. */
  readonly isDeclared: boolean;
  /** The column that gets the name of a row's file. */
  readonly fileColumn: string | null;
  readonly changedFiles: 'reload' | 'fail';
  readonly removedFiles: 'delete' | 'keep' | 'fail';
}

/** Keys beyond `external_location`, which projects for other tools know: one of them says that quern is to read the files. */
const OWN_KEYS = [
  'file_format',
  'hive_partitioning',
  'partitions',
  'read_options',
  'file_column',
  'changed_files',
  'removed_files',
];

/** What stands under a source's `config` and `meta`, config over meta. */
export function fileSettings(source: SourceNode): Readonly<Record<string, unknown>> {
  const { meta: _, tags: __, ...config } = source.config;
  return { ...source.meta, ...config };
}

/** Whether more than a location is said. */
export function isDescribed(settings: Readonly<Record<string, unknown>>): boolean {
  return OWN_KEYS.some((key) => settings[key] !== undefined && settings[key] !== null);
}

/** Undefined for a source that is no files. */
export function fileSourceOf(source: SourceNode): FileSource | undefined {
  const settings = fileSettings(source);
  const { external_location: written } = settings;
  if (typeof written !== 'string' || written.trim() === '') return undefined;
  const location = withNames(written.trim(), source);
  const partitions = Object.entries(record(settings.partitions)).map(([name, type]) => column(name, type));
  const columns = Object.values(source.columns).map(({ name, dataType, quote }) =>
    column(name, dataType, quote ?? false),
  );
  const own = new Set(partitions.map(({ name }) => name.toLowerCase()));
  const fileColumn = typeof settings.file_column === 'string' ? settings.file_column : null;
  // What partitions and the file's name give may be described among the columns.
  const ofFile = columns.filter(
    ({ name }) => !own.has(name.toLowerCase()) && name.toLowerCase() !== fileColumn?.toLowerCase(),
  );
  return {
    location,
    format: formatOf(settings.file_format, location),
    hivePartitioning:
      partitions.length > 0 || (typeof settings.hive_partitioning === 'boolean' ? settings.hive_partitioning : null),
    partitions,
    readOptions: record(settings.read_options),
    columns: ofFile,
    isDeclared: ofFile.length > 0 && ofFile.every(({ type }) => type !== null),
    fileColumn,
    changedFiles: settings.changed_files === 'fail' ? 'fail' : 'reload',
    removedFiles: settings.removed_files === 'fail' ? 'fail' : settings.removed_files === 'keep' ? 'keep' : 'delete',
  };
}

function column(name: string, type: unknown, quoted = false): FileColumn {
  return { name, type: typeof type === 'string' && type.trim() !== '' ? type.trim() : null, quoted };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

function withNames(text: string, source: SourceNode): string {
  return text.replace(/\{(name|identifier|schema|database)\}/g, (_, key: 'name') => String(source[key]));
}

function formatOf(written: unknown, location: string): FileFormat {
  const text = typeof written === 'string' ? written : location.replace(/\.(gz|zst)$/i, '');
  const found = /(?:^|[./_])(parquet|csv|tsv|json|jsonl|ndjson)$/i.exec(text)?.[1]?.toLowerCase();
  return found === undefined || found === 'parquet' ? 'parquet' : found === 'csv' || found === 'tsv' ? 'csv' : 'json';
}
