import { fileURLToPath } from 'node:url';
import { invalidQuery, notFound } from '../engine/api-error.js';
import { type Field, newTable, type Path } from '../engine/catalog.js';
import { quote, textOf } from '../engine/engine.js';
import { duckdbType } from '../engine/types.js';
import { columnsOf } from './columns.js';
import type { DdlHost } from './ddl.js';
import { parseOptions } from './options.js';
import type { Reader } from './reader.js';

interface Source {
  readonly format: string;
  readonly uris: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  /** Declared columns, but for those of the path. */
  readonly columns: readonly Field[] | undefined;
  /** Columns of the path: declared, to be found (`[]`), or none. */
  readonly partitions: readonly Field[] | undefined;
}

type Options = (source: Source) => readonly (string | false)[];

const FORMATS: Readonly<Record<string, { readonly reader: string; readonly options: Options }>> = {
  PARQUET: { reader: 'read_parquet', options: () => ['union_by_name=true'] },
  NEWLINE_DELIMITED_JSON: {
    reader: 'read_json',
    options: ({ columns }) => ["format='newline_delimited'", columns !== undefined && columnsOption(columns)],
  },
  CSV: { reader: 'read_csv', options: csvOptions },
};
const SAME_FORMATS: Readonly<Record<string, string>> = { JSON: 'NEWLINE_DELIMITED_JSON' };
const KNOWN = new Set(
  (
    'format uris hive_partition_uri_prefix require_hive_partition_filter field_delimiter skip_leading_rows null_marker quote encoding ' +
    'allow_jagged_rows allow_quoted_newlines ignore_unknown_values max_bad_records preserve_ascii_control_characters compression ' +
    'description friendly_name labels expiration_timestamp enable_list_inference decimal_target_types'
  ).split(' '),
);

/** What follows a path in `CREATE EXTERNAL TABLE path …`: files of this machine that are read whenever the table is. */
export async function createExternal(reader: Reader, { catalog, connection }: DdlHost, path: Path): Promise<void> {
  const columns = reader.next?.text === '(' ? columnsOf(reader.brackets()) : undefined;
  let partitions: Field[] | undefined;
  if (reader.take('WITH', 'PARTITION', 'COLUMNS'))
    partitions = reader.next?.text === '(' ? columnsOf(reader.brackets()) : [];
  const options = reader.take('OPTIONS') ? parseOptions(reader.brackets()) : {};
  reader.end();
  for (const key of Object.keys(options)) if (!KNOWN.has(key)) throw invalidQuery(`Unknown option: ${key}`);
  const source: Source = { ...placesOf(options), options, columns, partitions };
  const query = queryOf(source);
  const fields = await connection.fields(query).catch((error: Error) => {
    throw /No files found/.test(error.message) ? notFound(`Files ${source.uris.join(', ')}`) : error;
  });
  const declared = new Map([...(columns ?? []), ...(partitions ?? [])].map((field) => [field.name, field]));
  await connection.run(`CREATE OR REPLACE VIEW ${quote(...path)} AS ${query}`);
  catalog.put({
    ...newTable(
      path,
      'EXTERNAL',
      fields.map((field) => declared.get(field.name) ?? field),
    ),
    external: { format: source.format, uris: source.uris },
    options,
    ...(typeof options.description === 'string' ? { description: options.description } : {}),
    ...(options.require_hive_partition_filter === true ? { requirePartitionFilter: true } : {}),
  });
}

function placesOf({ format, uris }: Readonly<Record<string, unknown>>): Pick<Source, 'format' | 'uris'> {
  const written = String(format ?? '').toUpperCase();
  const name = SAME_FORMATS[written] ?? written;
  if (!(name in FORMATS)) throw invalidQuery(`This server reads no files of the format ${written || '(none given)'}`);
  if (!Array.isArray(uris) || uris.length === 0) throw invalidQuery('External tables need the option uris');
  return { format: name, uris: uris.map(String) };
}

function queryOf(source: Source): string {
  const { uris, columns, partitions } = source;
  const { reader, options } = FORMATS[source.format]!;
  const types = (partitions ?? []).map((field) => `${quote(field.name)}: ${duckdbType(field)}`);
  const all = [
    `[${uris.map((uri) => textOf(globOf(uri))).join(', ')}]`,
    ...options(source),
    partitions !== undefined && 'hive_partitioning=true',
    types.length > 0 && `hive_types={${types.join(', ')}}`,
  ].filter((option) => option !== false);
  const found = [...(columns ?? []), ...(partitions ?? [])];
  const wanted =
    columns === undefined || partitions?.length === 0
      ? '*'
      : found.map((f) => `CAST(${quote(f.name)} AS ${duckdbType(f)}) AS ${quote(f.name)}`).join(', ');
  return `SELECT ${wanted} FROM ${reader}(${all.join(', ')})`;
}

/** A file of this machine. `*` in a name stands for folders, too. */
function globOf(uri: string): string {
  if (/^\w[\w+.-]+:/.test(uri) && !uri.startsWith('file:'))
    throw invalidQuery(`This server reads files of its own machine only (file:///…), not ${uri}`);
  const path = uri.startsWith('file:') ? fileURLToPath(uri) : uri;
  return path.includes('**') ? path : path.replace(/\/([^/]*\*[^/]*)$/, '/**/$1');
}

function columnsOption(columns: readonly Field[]): string {
  return `columns={${columns.map((f) => `${textOf(f.name)}: ${textOf(duckdbType(f))}`).join(', ')}}`;
}

function csvOptions({ options, columns }: Source): readonly (string | false)[] {
  const { field_delimiter: delimiter, skip_leading_rows: skip, null_marker: marker, quote: sign } = options;
  return [
    `header=${Number(skip ?? 0) > 0}`,
    Number(skip ?? 0) > 1 && `skip=${Number(skip) - 1}`,
    `delim=${textOf(delimiter === undefined ? ',' : String(delimiter))}`,
    `quote=${textOf(sign === undefined ? '"' : String(sign))}`,
    marker !== undefined && `nullstr=${textOf(String(marker))}`,
    options.allow_jagged_rows === true && 'null_padding=true',
    columns !== undefined && columnsOption(columns),
  ];
}
