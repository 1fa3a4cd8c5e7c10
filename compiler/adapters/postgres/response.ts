import type { AdapterResponse, QueryResult } from '../types.js';
import { toCell } from './cells.js';
import type { Answer } from './statement.js';
import { typeName } from './type-names.js';

/** `INSERT 0 5` → code INSERT, 5 rows; -1 rows where the tag tells none, as dbt writes it. */
export function responseOf(tag: string): AdapterResponse {
  const words = tag.split(' ').filter((word) => word !== '');
  const counts = words.filter((word) => /^\d+$/.test(word));
  return {
    _message: tag === '' ? 'OK' : tag,
    code: words.filter((word) => !/^\d+$/.test(word)).join(' ') || 'OK',
    rows_affected: counts.length > 0 ? Number(counts.at(-1)) : -1,
  };
}

export function resultOf({ fields, rows, tag }: Answer, fetch: boolean): QueryResult {
  if (!fetch) return { columns: [], rows: [], response: responseOf(tag) };
  const types = fields.map((field) => field.dataTypeID);
  return {
    columns: fields.map((field) => ({ name: field.name, dataType: typeName(field.dataTypeID) })),
    rows: rows.map((row) => row.map((text, i) => toCell(text, types[i]!))),
    response: responseOf(tag),
  };
}
