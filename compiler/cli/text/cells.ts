import type { Cell, ColumnRef } from '../../adapters/types.js';

type Tagged = Exclude<Cell, null | boolean | number | bigint | string | Uint8Array | readonly Cell[]>;

function isTagged(cell: Cell): cell is Tagged {
  return typeof cell === 'object' && cell !== null && !Array.isArray(cell) && !(cell instanceof Uint8Array);
}

/** Cells that stand to the right in a table. */
export function isNumeric(cell: Cell): boolean {
  if (typeof cell === 'number' || typeof cell === 'bigint') return true;
  return isTagged(cell) && ('decimal' in cell || 'float' in cell);
}

/** A cell as text in a table; null is empty. */
export function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'object')
    return isTagged(cell) && !('struct' in cell) ? scalarText(cell) : JSON.stringify(cellJson(cell));
  return String(cell);
}

function scalarText(cell: Exclude<Tagged, { struct: unknown }>): string {
  return String(Object.values(cell)[0]).replace(/^(\d{4}-\d\d-\d\d)T/, '$1 ');
}

/** A cell as JSON; numbers that a JSON reader would round stay texts. */
export function cellJson(cell: Cell): unknown {
  if (cell === null || typeof cell === 'boolean' || typeof cell === 'string') return cell;
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : String(cell);
  if (typeof cell === 'bigint') return Number.isSafeInteger(Number(cell)) ? Number(cell) : String(cell);
  if (cell instanceof Uint8Array) return Buffer.from(cell).toString('hex');
  if (Array.isArray(cell)) return (cell as readonly Cell[]).map(cellJson);
  const tagged = cell as Tagged;
  if ('struct' in tagged) return Object.fromEntries(tagged.struct.map(([key, value]) => [key, cellJson(value)]));
  if ('float' in tagged) return tagged.float;
  if ('decimal' in tagged) return exactNumber(tagged.decimal) ?? tagged.decimal;
  return Object.values(tagged)[0];
}

/** The number of a decimal text if it has no more digits than a double keeps. */
function exactNumber(text: string): number | undefined {
  const digits = text.replace(/[-.]/g, '').replace(/^0+/, '');
  return digits.length <= 15 ? Number(text) : undefined;
}

export function rowsAsJson(
  columns: readonly ColumnRef[],
  rows: readonly (readonly Cell[])[],
  node: string | null,
): string {
  const show = rows.map((row) =>
    Object.fromEntries(columns.map((column, index) => [column.name, cellJson(row[index] ?? null)])),
  );
  return JSON.stringify(node === null ? { show } : { node, show }, null, 2);
}
