import type { CellText, RowDifference } from './differences.js';

const MARKS = { same: '', changed: '→', actual: '+++', expected: '---' } as const;
/** Rows that are equal on both sides are shown up to this many, for orientation. */
const MOST_SAME = 10;
const MOST_SHOWN = 100;

/**
 * The differences as a table: `→` before a row with cells that differ (`expected→actual`), `+++` before one that only the query gave,
 * `---` before one that is missing.
 */
export function renderDifferences(columns: readonly string[], rows: readonly RowDifference[]): string {
  const same = rows.filter((row) => row.kind === 'same').length;
  const told = same > MOST_SAME ? rows.filter((row) => row.kind !== 'same') : rows;
  const lines = [['@@', ...columns], ...told.slice(0, MOST_SHOWN).map(lineOf)];
  const widths = lines[0]!.map((_, at) => Math.max(...lines.map((line) => [...line[at]!].length)));
  const text = lines.map((line) =>
    line
      .map((cell, at) => cell + ' '.repeat(widths[at]! - [...cell].length))
      .join(' | ')
      .trimEnd(),
  );
  if (told.length > MOST_SHOWN) text.push(`… and ${told.length - MOST_SHOWN} more rows that differ`);
  if (told.length < rows.length) text.push(`… and ${same} rows that are equal`);
  return text.join('\n');
}

function lineOf(row: RowDifference): string[] {
  if (row.kind !== 'changed') return [MARKS[row.kind], ...row.cells.map((cell) => shown(cell))];
  const cells = row.expected.map((cell, at) => {
    const other = row.actual[at]!;
    return cell === other ? shown(cell) : `${shown(cell, other)}→${shown(other, cell)}`;
  });
  return [MARKS.changed, ...cells];
}

/** A text that could be taken for a null, for nothing, or for its neighbour, is quoted. */
function shown(cell: CellText, beside?: CellText): string {
  if (cell === null) return 'null';
  const plain = cell !== '' && cell !== 'null' && cell.trim() === cell && !/[\n\r|→]/.test(cell);
  const alike = typeof beside === 'string' && beside.trim() === cell.trim();
  return plain && !alike ? cell : JSON.stringify(cell);
}
