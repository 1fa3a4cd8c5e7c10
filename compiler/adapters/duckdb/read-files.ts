import type { FileColumn, FileSource } from '../file-source.js';
import { dialect, literal } from './dialect.js';

/** `read_parquet('…', union_by_name = true, …)`: files as their source describes them. */
export function readCall(source: FileSource, files: string | readonly string[]): string {
  const given = typeof files === 'string' ? literal(files) : `[${files.map(literal).join(', ')}]`;
  const options = Object.entries(optionsOf(source)).map(([key, value]) => `${key} = ${value}`);
  return `read_${source.format}(${[given, ...options].join(', ')})`;
}

/** What stands in SQL for the source: its columns are the declared ones, if all are. */
export function filesInPlace(source: FileSource): string {
  // A call that the author wrote out says itself how files are read.
  const read = source.location.includes('(') ? source.location : readCall(source, source.location);
  if (!source.isDeclared) return read;
  const own = [...source.columns, ...source.partitions].map(({ name, type }) => {
    const quoted = dialect.quote(name);
    return type === null ? quoted : `${quoted}::${typeName(type)} as ${quoted}`;
  });
  const file = source.fileColumn === null ? [] : [dialect.quote(source.fileColumn)];
  return `(select ${[...own, ...file].join(', ')} from ${read})`;
}

function optionsOf(source: FileSource): Readonly<Record<string, string>> {
  const { format, columns, partitions, hivePartitioning, isDeclared, fileColumn, readOptions } = source;
  const typed = columns.filter(({ type }) => type !== null);
  const options: Record<string, string> = { union_by_name: 'true' };
  if (format === 'csv' && typed.length > 0) options.types = struct(typed);
  // JSON's columns are either all told or all found.
  if (format === 'json' && isDeclared) options.columns = struct(typed);
  if (hivePartitioning !== null) options.hive_partitioning = String(hivePartitioning);
  const declared = partitions.filter(({ type }) => type !== null);
  if (declared.length > 0) options.hive_types = `{${declared.map((c) => `${literal(c.name)}: ${c.type}`).join(', ')}}`;
  if (fileColumn !== null) options.filename = literal(fileColumn);
  for (const [key, value] of Object.entries(readOptions)) options[key] = optionValue(value);
  return options;
}

/** The types of CSV and JSON readers are texts. */
function struct(columns: readonly FileColumn[]): string {
  return `{${columns.map(({ name, type }) => `${literal(name)}: ${literal(typeName(type!))}`).join(', ')}}`;
}

function typeName(type: string): string {
  return dialect.translateType(type);
}

function optionValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(optionValue).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([key, item]) => `${literal(key)}: ${optionValue(item)}`)
      .join(', ')}}`;
  return typeof value === 'string' ? literal(value) : String(value);
}
