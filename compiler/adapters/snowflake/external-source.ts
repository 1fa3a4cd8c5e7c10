import type { SourceNode } from '../../manifest/types.js';
import { type FileColumn, type FileSource, fileSettings, fileSourceOf, isDescribed } from '../file-source.js';
import { dialect } from './dialect.js';

/**
 * What stands in SQL for a source that is files in a stage: `external_location: '@stage/path'` of its meta or config, with
 * `file_format` and `pattern` beside it; with declared columns, a query that reads these. Described files elsewhere are read from the
 * stage that `source stage` keeps. Undefined for a table, and for an external table (`external:` of YAML describes one).
 */
export function externalSource(source: SourceNode): string | undefined {
  const settings = fileSettings(source);
  const files = fileSourceOf(source);
  if (!files) return undefined;
  const isStage = files.location.startsWith('@');
  if (!isStage && !isDescribed(settings)) return undefined;
  const options: string[] = [];
  if (isStage && typeof settings.file_format === 'string')
    options.push(`file_format => ${literal(formatName(source, settings.file_format))}`);
  if (typeof settings.pattern === 'string') options.push(`pattern => ${literal(settings.pattern)}`);
  const place = isStage ? files.location : `@${stageName(source)}`;
  const staged = options.length === 0 ? place : `${place} (${options.join(', ')})`;
  const columns = selected(files);
  return columns.length === 0 ? staged : `(select ${columns.join(', ')} from ${staged})`;
}

/** The stage that `source stage` makes for a source whose files are elsewhere: named as the source's table would be. */
export function stageName({ database, schema, identifier }: SourceNode): string {
  return [database, schema, identifier].filter((part) => part !== null && part !== '').join('.');
}

/** `parquet`, `csv` and `json` mean the formats that `source stage` makes in the source's schema; queries only take formats by name. */
export function formatName({ database, schema }: SourceNode, format: string): string {
  if (!/^(parquet|csv|json)$/i.test(format)) return format;
  return [database, schema, `quern_${format.toLowerCase()}`].filter((part) => part !== null && part !== '').join('.');
}

function selected({ columns, partitions, format, fileColumn }: FileSource): string[] {
  if (columns.length === 0) return [];
  // Fields of CSV go by their place, those of the others by their name as the file has it.
  const own = columns.map((column, i) =>
    format === 'csv' ? as(`$${i + 1}`, column) : as(`$1:${path(column.name)}`, column),
  );
  const folders = partitions.map((column) =>
    as(`regexp_substr(metadata$filename, '${column.name}=([^/]+)', 1, 1, 'e')`, column),
  );
  return [...own, ...folders, ...(fileColumn === null ? [] : [`metadata$filename as ${fileColumn}`])];
}

function as(value: string, { name, type, quoted }: FileColumn): string {
  const alias = quoted ? dialect.quote(name) : name;
  return `${value}${type === null ? '' : `::${dialect.translateType(type)}`} as ${alias}`;
}

function path(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** Formats and patterns may be written with their quotes. */
function literal(text: string): string {
  return text.startsWith("'") ? text : `'${text.replaceAll("'", "''")}'`;
}
