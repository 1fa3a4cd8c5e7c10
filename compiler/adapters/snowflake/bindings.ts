import type { Cell } from '../types.js';
import { countPlaceholders } from './statements.js';

type Bind = string | number | boolean | null;

/**
 * Values for the driver. More values than the statement has places for are several rows of it: these go as arrays, by which one
 * statement inserts them all.
 */
export function bindsOf(sql: string, bindings: readonly Cell[]): Bind[] | Bind[][] {
  const places = countPlaceholders(sql);
  if (places === 0 || bindings.length === places) return bindings.map(single);
  const rows: Bind[][] = [];
  for (let at = 0; at < bindings.length; at += places) rows.push(bindings.slice(at, at + places).map(asText));
  return rows;
}

function single(cell: Cell): Bind {
  return typeof cell === 'number' || typeof cell === 'boolean' ? cell : asText(cell);
}

/** The type of an array is that of its first value, so that all go as text; the column's type makes of it what it is. */
function asText(cell: Cell): string | null {
  if (cell === null) return null;
  if (typeof cell !== 'object') return String(cell);
  if (cell instanceof Uint8Array) return Buffer.from(cell).toString('hex');
  if (Array.isArray(cell) || 'struct' in cell) return JSON.stringify(cell);
  return String(Object.values(cell)[0]);
}

const REFUSED = /'((?:[^']|'')*)' (?:is not recognized|is too long|is out of range)/;

/**
 * Where in a data file a value stands that the database refused: `bindings` are the file's rows below its header. Undefined where
 * the message names none of them.
 */
export function refusedInput(
  sql: string,
  bindings: readonly Cell[],
  message: string,
): { line: number; column?: string } | undefined {
  const value = REFUSED.exec(message)?.[1]?.replaceAll("''", "'");
  const places = countPlaceholders(sql);
  if (value === undefined || places === 0 || bindings.length === places) return undefined;
  const texts = bindings.map(asText);
  const at = texts.indexOf(value);
  if (at < 0) return undefined;
  // A text of several lines takes as many in the file.
  const breaks = texts.slice(0, at).reduce((sum, text) => sum + (text?.split('\n').length ?? 1) - 1, 0);
  const names = /\(([^()]*)\)\s*values\b/i.exec(sql)?.[1]?.split(',');
  const column = names?.length === places ? names[at % places]!.trim().replace(/^"(.*)"$/, '$1') : undefined;
  return { line: 2 + Math.floor(at / places) + breaks, ...(column === undefined ? {} : { column }) };
}
