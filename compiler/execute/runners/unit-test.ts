import { QuernError } from '../../base/diagnostics.js';
import { testShape, unitTestOfPython } from '../diagnostics.js';
import type { NodeJob, Outcome } from '../job.js';
import { materializationOf } from '../materializations.js';
import { differences, type Side } from '../unit-test/differences.js';
import { renderDifferences } from '../unit-test/render.js';
import { mainResponse, mainTable } from '../values.js';

const MARK = 'actual_or_expected';

/** Unit tests: the materialization answers the rows of both sides, each marked with its side. */
export async function runUnitTest(job: NodeJob): Promise<Outcome> {
  const { node, inputs, connection } = job;
  if (node.resourceType === 'unit_test' && node.language === 'python')
    throw new QuernError(unitTestOfPython({ test: node.name, model: node.definition.model }));
  await job.compile();
  return await job.watch.phase('execute', async () => {
    const context = inputs.render.nodeContext(node, job.compiled, connection);
    await context.call(materializationOf(node, inputs));
    const { columns, side } = sidesOf(mainTable(context), node.name);
    const found = differences(side('actual'), side('expected'));
    const adapterResponse = mainResponse(context) ?? {};
    if (found.every((row) => row.kind === 'same'))
      return { status: 'pass', message: null, failures: 0, adapterResponse };
    const message = `\n\nactual differs from expected:\n\n${renderDifferences(columns, found)}\n`;
    return { status: 'fail', message, failures: 1, adapterResponse };
  });
}

function sidesOf(
  table: ReturnType<typeof mainTable>,
  node: string,
): { columns: string[]; side: (name: string) => Side } {
  const names = table?.columnNames.map((name) => name.toLowerCase()) ?? [];
  const mark = names.indexOf(MARK);
  if (!table || mark < 0) throw new QuernError(testShape({ node, problem: `there is no column '${MARK}'` }));
  const without = <T>(row: readonly T[]): T[] => row.filter((_, at) => at !== mark);
  return {
    columns: without(names),
    side: (name) => table.data.filter((row) => row[mark] === name).map(without),
  };
}
