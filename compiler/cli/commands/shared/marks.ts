import type { Mark } from '../../../project.js';
import type { CommandContext } from '../../define-command.js';
import { rowsAsTable } from '../../text/table.js';

const COLUMNS = ['model', 'column', 'newest', 'late_arrival', 'reads_from', 'override'];

/** Shows marks as a table, or as JSON. */
export function showMarks(marks: readonly Mark[], output: string | undefined, { emit, io }: CommandContext): void {
  if (output === 'json') {
    const told = marks.map((m) => ({ unique_id: m.uniqueId, ...Object.fromEntries(cellsOf(m)) }));
    emit({ type: 'result', kind: 'PrintEvent', text: JSON.stringify(told, null, 2) });
    return;
  }
  if (marks.length === 0) {
    emit({ type: 'note', message: 'No model calls high_water_mark()' });
    return;
  }
  const columns = COLUMNS.map((name) => ({ name, dataType: 'text' }));
  const rows = marks.map((mark) => cellsOf(mark).map(([, cell]) => cell));
  emit({
    type: 'result',
    kind: 'PrintEvent',
    text: rowsAsTable(columns, rows, io.stdout.isTTY ? io.stdout.columns : undefined),
  });
}

function cellsOf(mark: Mark): readonly (readonly [name: string, value: string | null])[] {
  const values = [mark.model, mark.column, mark.newest, mark.lateArrival, mark.mark, mark.override];
  return COLUMNS.map((name, at) => [name, values[at]!] as const);
}
