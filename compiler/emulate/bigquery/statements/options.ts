import { invalidQuery } from '../engine/api-error.js';
import type { Table } from '../engine/catalog.js';
import { splitTop } from '../engine/types.js';
import { tokenize, unquote } from './tokens.js';

/** `OPTIONS(a=1, labels=[("k", "v")])` without its brackets as values. */
export function parseOptions(text: string): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const part of splitOutsideStrings(text)) {
    const at = part.indexOf('=');
    if (at < 0) throw invalidQuery(`Syntax error: Expected "=" in OPTIONS (${part.trim()})`);
    out[part.slice(0, at).trim()] = optionValue(part.slice(at + 1).trim());
  }
  return out;
}

function splitOutsideStrings(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (const token of tokenize(text)) {
    if (token.kind !== 'sign') continue;
    if ('([<'.includes(token.text)) depth++;
    if (')]>'.includes(token.text)) depth--;
    if (token.text === ',' && depth === 0) {
      parts.push(text.slice(start, token.start));
      start = token.end;
    }
  }
  if (text.slice(start).trim() !== '') parts.push(text.slice(start));
  return parts;
}

function optionValue(text: string): unknown {
  if (/^null$/i.test(text)) return null;
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (text.startsWith('[')) return splitOutsideStrings(text.slice(1, -1)).map((item) => optionValue(item.trim()));
  if (text.startsWith('(')) return splitOutsideStrings(text.slice(1, -1)).map((item) => optionValue(item.trim()));
  const interval = /^interval\s+(\d+)\s+(\w+)$/i.exec(text);
  if (interval) return { interval: Number(interval[1]), unit: interval[2]!.toLowerCase() };
  const after = /^timestamp_add\(\s*current_timestamp\(\)\s*,\s*interval\s+(\d+)\s+hour\s*\)$/i.exec(text);
  if (after) return { hoursFromNow: Number(after[1]) };
  if (/^[rb]*["']/i.test(text)) return unquote(text);
  return text;
}

const KNOWN = new Set(
  (
    'description friendly_name labels tags expiration_timestamp partition_expiration_days require_partition_filter kms_key_name ' +
    'enable_refresh refresh_interval_minutes max_staleness allow_non_incremental_definition enable_change_history default_rounding_mode ' +
    'file_format table_format storage_uri privacy_policy location default_table_expiration_days'
  ).split(' '),
);

/** Sets a table's options; an option that BigQuery does not have is an error. */
export function applyOptions(table: Table, options: Record<string, unknown>): void {
  for (const [key, value] of Object.entries(options)) {
    if (!KNOWN.has(key)) throw invalidQuery(`Unknown option: ${key}`);
    table.options[key] = value;
    if (key === 'description') {
      if (value === null || value === '') delete table.description;
      else table.description = String(value);
    }
    if (key === 'labels')
      table.labels = Object.fromEntries(((value ?? []) as [string, string][]).map(([k, v]) => [k, String(v)]));
    if (key === 'require_partition_filter') table.requirePartitionFilter = value === true;
    if (key === 'kms_key_name' && typeof value === 'string') table.kmsKeyName = value;
    if (key === 'partition_expiration_days' && table.timePartitioning)
      table.timePartitioning.expirationMs = String(Number(value) * 86_400_000);
    if (key === 'expiration_timestamp' && typeof value === 'object' && value !== null && 'hoursFromNow' in value)
      table.expirationTime = String(Date.now() + Number(value.hoursFromNow) * 3_600_000);
  }
  table.modified = Math.max(Date.now(), table.modified + 1);
}

/** `PARTITION BY …` as the REST API describes it. */
export function applyPartition(table: Table, expression: string): void {
  const text = expression.trim().replaceAll('`', '');
  const range = /^range_bucket\(\s*(\w+)\s*,\s*generate_array\(\s*(-?\d+)\s*,\s*(-?\d+)\s*,\s*(\d+)\s*\)\s*\)$/i.exec(
    text,
  );
  if (range) {
    const [, field, start, end, interval] = range;
    table.rangePartitioning = { field: field!, range: { start: start!, end: end!, interval: interval! } };
    return;
  }
  const truncated = /^(?:timestamp_trunc|datetime_trunc|date_trunc)\(\s*(\w+)\s*,\s*(\w+)\s*\)$/i.exec(text);
  const field = truncated?.[1] ?? /^(?:date\(\s*)?(\w+)\s*\)?$/i.exec(text)?.[1];
  if (field === undefined)
    throw invalidQuery(`PARTITION BY expression must be a column, DATE(), …_TRUNC() or RANGE_BUCKET(): ${text}`);
  const type = (truncated?.[2] ?? 'DAY').toUpperCase();
  const isIngestion = /^_PARTITION(TIME|DATE)$/i.test(field);
  if (!isIngestion && !table.fields.some((f) => f.name.toLowerCase() === field.toLowerCase()))
    throw invalidQuery(`Unrecognized name: ${field}`);
  table.timePartitioning = isIngestion ? { type } : { type, field };
}

export { splitTop };
