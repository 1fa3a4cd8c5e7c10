import type { Cell, ColumnRef } from '../../adapters/types.js';
import { cellText, isNumeric } from './cells.js';
import { displayWidth, padEnd, padStart, truncate, withoutControls } from './width.js';

const ELLIPSIS = '...';
/** What a cell may take of a terminal's width. */
const WIDEST_CELL = 60;

/**
 * Rows as a table with pipes: `| id | name |`. With `width`, for a terminal, long cells are cut and columns that do not fit are
 * left out behind a column of dots; without it, in a pipe, nothing is.
 */
export function rowsAsTable(columns: readonly ColumnRef[], rows: readonly (readonly Cell[])[], width?: number): string {
  const limit = width === undefined ? Number.POSITIVE_INFINITY : WIDEST_CELL;
  const text = (value: string) => truncate(withoutControls(value).replaceAll('\n', ' ').replaceAll('\t', ' '), limit);
  const table = columns.map((column, index) => {
    const cells = rows.map((row) => text(cellText(row[index] ?? null)));
    const name = text(column.name);
    const given = rows.map((row) => row[index] ?? null).filter((cell) => cell !== null);
    return {
      name,
      cells,
      toRight: given.length > 0 && given.every(isNumeric),
      width: Math.max(displayWidth(name), ...cells.map(displayWidth)),
    };
  });
  const shown = fitting(table, width);
  const line = (values: readonly string[]) => `| ${values.join(' | ')} |`;
  const lines = [
    line(shown.map((c) => padEnd(c.name, c.width))),
    line(shown.map((c) => '-'.repeat(c.width))),
    ...rows.map((_, row) => line(shown.map((c) => (c.toRight ? padStart : padEnd)(c.cells[row]!, c.width)))),
  ];
  return lines.join('\n');
}

interface ShownColumn {
  readonly name: string;
  readonly cells: readonly string[];
  readonly toRight: boolean;
  readonly width: number;
}

function fitting(table: readonly ShownColumn[], width: number | undefined): readonly ShownColumn[] {
  const total = (list: readonly ShownColumn[]) => list.reduce((sum, c) => sum + c.width + 3, 1);
  if (width === undefined || total(table) <= width) return table;
  const dots: ShownColumn = {
    name: ELLIPSIS,
    cells: (table[0]?.cells ?? []).map(() => ELLIPSIS),
    toRight: false,
    width: ELLIPSIS.length,
  };
  let n = table.length - 1;
  while (n > 1 && total([...table.slice(0, n), dots]) > width) n--;
  return [...table.slice(0, n), dots];
}
