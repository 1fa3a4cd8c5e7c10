/** What the executor reads from values of templates: responses, rows of a test, relations. */
import type { AdapterResponse, RelationRef } from '../adapters/types.js';
import { fromValue, PyDict, textOf, type Value } from '../jinja/values/index.js';
import { RelationValue } from '../render/values/relation.js';
import { ResponseValue } from '../render/values/response.js';
import { TableValue } from '../render/values/table.js';
import type { RunContext } from './ports.js';

/** The response of the statement named `main`; undefined if there was none. */
export function mainResponse(context: RunContext): AdapterResponse | undefined {
  const response = context.result('main')?.response;
  if (response === undefined) return undefined;
  if (response instanceof ResponseValue) return response.response;
  // A macro that stored a result of its own may have put a text there.
  return { _message: textOf(response) };
}

/** The table that the statement named `main` answered. */
export function mainTable(context: RunContext): TableValue | undefined {
  const table = context.result('main')?.table;
  return table instanceof TableValue ? table : undefined;
}

/** The rows of the statement named `main` by lower-cased column name. */
export function mainRows(context: RunContext): Record<string, unknown>[] {
  const table = mainTable(context);
  if (!table) return [];
  const names = table.columnNames.map((name) => name.toLowerCase());
  return table.data.map((row) => Object.fromEntries(names.map((name, at) => [name, fromValue(row[at] ?? null)])));
}

/** The relations that a materialization says it made. */
export function madeRelations(returned: Value): RelationRef[] {
  const list = returned instanceof PyDict ? returned.get('relations') : undefined;
  return Array.isArray(list) ? list.filter((item) => item instanceof RelationValue).map((item) => item.ref) : [];
}
