/** What the executor reads from values of templates: responses, rows of a test, relations. */
import type { AdapterResponse, RelationRef } from '../adapters/types.js';
import { fromValue, PyDict, PyObject, type Value } from '../jinja/values/index.js';
import { RelationValue } from '../render/values/relation.js';
import { TableValue } from '../render/values/table.js';
import type { RunContext } from './ports.js';

const RESPONSE_KEYS = [
  'code',
  'rows_affected',
  'query_id',
  'bytes_processed',
  'bytes_billed',
  'slot_ms',
  'job_id',
  'project_id',
  'location',
];

/** The response of the statement named `main`; undefined if there was none. */
export function mainResponse(context: RunContext): AdapterResponse | undefined {
  const response = context.result('main')?.response;
  if (response === undefined) return undefined;
  if (typeof response === 'string') return { _message: response };
  const out: Record<string, unknown> & { _message: string } = { _message: '' };
  for (const key of ['_message', ...RESPONSE_KEYS]) {
    const value = response instanceof PyObject ? (response.getAttribute(key) ?? response.getItem(key)) : undefined;
    if (value !== undefined && value !== null)
      out[key] = key === '_message' ? String(fromValue(value)) : fromValue(value);
  }
  return out;
}

/** The rows of the statement named `main` by lower-cased column name. */
export function mainRows(context: RunContext): Record<string, unknown>[] {
  const table = context.result('main')?.table;
  if (!(table instanceof TableValue)) return [];
  const names = table.columnNames.map((name) => name.toLowerCase());
  return table.data.map((row) => Object.fromEntries(names.map((name, at) => [name, fromValue(row[at] ?? null)])));
}

/** The relations that a materialization says it made. */
export function madeRelations(returned: Value): RelationRef[] {
  const list = returned instanceof PyDict ? returned.get('relations') : undefined;
  return Array.isArray(list) ? list.filter((item) => item instanceof RelationValue).map((item) => item.ref) : [];
}
