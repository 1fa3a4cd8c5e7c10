/** Staged files as relations of DuckDB's. */
import { unsupported } from '../../engine/errors.js';
import { quoteIdentifier, sqlString } from '../../engine/names.js';
import type { StagedFile } from '../../engine/stages.js';
import type { StatementContext } from '../context.js';
import { formatOptions, type Reader, reader } from './format.js';
import { stageFiles, stageLocation } from './location.js';

/** One column `r` of JSON. */
export function records(kind: Reader['kind'], file: StagedFile): string {
  return kind === 'PARQUET'
    ? `(SELECT to_json(p) AS r FROM read_parquet(${sqlString(file.path)}) AS p)`
    : `(SELECT json AS r FROM read_json_objects(${sqlString(file.path)}, format = 'auto'))`;
}

/** The fields of a file as columns c0, c1, … of texts. */
export function csvSource({ arguments: given, checksCount }: Reader, file: StagedFile, width: number): string {
  const columns = Array.from({ length: width }, (_, i) => `'c${i}': 'VARCHAR'`).join(', ');
  const tolerant = checksCount ? '' : ', strict_mode = false, null_padding = true';
  return `read_csv(${sqlString(file.path)}, columns = {${columns}}, ${given}${tolerant})`;
}

/** A field as a text, with NULL for what means it. */
export function field({ nulls, trims }: Reader, i: number, name = `c${i}`): string {
  const value = trims ? `trim(${name})` : name;
  return nulls.length === 0
    ? value
    : `CASE WHEN ${value} IN (${nulls.map(sqlString).join(', ')}) THEN NULL ELSE ${value} END`;
}

/** What a query reads from `@stage/path (file_format => …, pattern => …)`: columns by position, and the files' names and lines. */
export function stageQuery(
  context: StatementContext,
  place: string,
  { format, pattern }: { readonly format?: string; readonly pattern?: string },
): string {
  const location = stageLocation(context, place);
  const how = reader({ ...formatOptions(context, location.format), ...formatOptions(context, format) });
  const files = stageFiles(context, location, pattern === undefined ? {} : { pattern });
  const width =
    how.kind === 'CSV' ? Math.max(1, ...[...context.sql.matchAll(/\$(\d+)/g)].map(([, n]) => Number(n))) : 1;
  const names = Array.from({ length: width }, (_, i) => quoteIdentifier(`COLUMN${i + 1}`));
  if (files.length === 0) {
    const empty = names.map((name) => `CAST(NULL AS ${how.kind === 'CSV' ? 'VARCHAR' : 'JSON'}) AS ${name}`);
    return `(SELECT ${empty.join(', ')}, CAST(NULL AS VARCHAR) AS "METADATA$FILENAME", CAST(NULL AS BIGINT) AS "METADATA$FILE_ROW_NUMBER" WHERE false)`;
  }
  const parts = files.map((file) => {
    const metadata = `${sqlString(`${location.prefix}${file.name}`)} AS "METADATA$FILENAME", row_number() OVER () AS "METADATA$FILE_ROW_NUMBER"`;
    if (how.kind !== 'CSV') return `SELECT r AS "COLUMN1", ${metadata} FROM ${records(how.kind, file)}`;
    const fields = names.map((name, i) => `${field(how, i)} AS ${name}`);
    return `SELECT ${fields.join(', ')}, ${metadata} FROM ${csvSource({ ...how, checksCount: false }, file, width)}`;
  });
  return `(${parts.join(' UNION ALL ')})`;
}

/** The text of a literal in polyglot's terms, or a bare name. */
export function optionText(node: unknown, what: string): string | undefined {
  if (node === null || node === undefined || typeof node === 'string') return node ?? undefined;
  const { literal, column } = node as { literal?: { value?: string }; column?: { name?: { name?: string } } };
  const text = literal?.value ?? column?.name?.name;
  if (text === undefined) throw unsupported(`${what} that is no literal`);
  return text;
}
