import type { NodeResult } from '../../execute/types.js';
import { defineCommand } from '../define-command.js';
import {
  emptyOption,
  fullRefreshOption,
  introspectOption,
  nodeOptions,
  sqlparseOption,
  textOrJsonOption,
} from '../options/shared.js';
import { flag, text, toggle } from '../options/spec.js';
import { runOptionsOf } from '../run-options.js';
import { count } from '../text/words.js';

export default defineCommand({
  name: 'compile',
  summary: 'Turn models, tests and analyses into plain SQL, without running them',
  details:
    'Writes the SQL to target/compiled. A model that is selected by its name, and SQL given inline, is shown as well.',
  examples: [
    ['quern compile --select orders', 'show the SQL of one model'],
    ['quern compile --cost', 'ask what each query would read'],
    ['quern compile --inline "select * from {{ ref(\'orders\') }}"', 'show what a piece of SQL becomes'],
  ],
  options: {
    ...nodeOptions,
    inline: text('--inline', 'SQL', 'Compile this SQL instead of a node'),
    cost: flag('--cost', 'Ask the warehouse what each query would read, without running it, where it can tell'),
    ...textOrJsonOption,
    ...fullRefreshOption,
    ...emptyOption,
    ...introspectOption,
    injectEphemeralCtes: toggle('--inject-ephemeral-ctes', 'Accepted for compatibility', {
      hidden: true,
      standard: true,
    }),
    ...sqlparseOption,
  },
  resultOnly: (options) => options.output === 'json',
  async handler(options, { openProject, emit, invocation, signal }) {
    const project = await openProject();
    const { inline } = options;
    const report = await project.compile({
      ...runOptionsOf(options, project),
      ...(inline === undefined ? {} : { inline }),
      ...(options.cost ? { cost: true } : {}),
    });
    if (options.cost)
      for (const { node, message } of report.results)
        if (message) emit({ type: 'note', message: `${node.name}: ${message}` });
    const shown =
      inline === undefined ? namedResults(report.results, options.select ?? []) : report.results.slice(0, 1);
    for (const result of shown) {
      if (result.compiled)
        emit(resultOf(result, inline !== undefined, options.output === 'json', project.config.flags.quiet));
    }
    if (shown.length === 0) {
      const compiled = report.results.filter((result) => result.compiled).length;
      const folder = project.config.root.targetPath.replace(`${invocation.cwd}/`, '');
      const failed = report.results.filter((result) => result.status === 'error').length;
      const left = failed > 0 ? `; ${failed} failed` : '';
      emit({ type: 'note', message: `Compiled ${count(compiled, 'node')} into ${folder}/compiled${left}` });
    }
    // As dbt has it, a node that does not compile is no failed run, but a project that can't be run.
    return { exitCode: report.exitCode === 0 || signal.aborted ? report.exitCode : 2 };
  },
});

/** The nodes that the selection names outright: those whose SQL its author wants to see. */
function namedResults(results: readonly NodeResult[], select: readonly string[]): NodeResult[] {
  const names = new Set(select.flatMap((argument) => argument.split(/\s+/)));
  return results.filter(
    ({ node }) => names.has(node.name) || names.has(node.originalFilePath) || names.has(node.fqn.join('.')),
  );
}

function resultOf(result: NodeResult, isInline: boolean, asJson: boolean, quiet: boolean) {
  const { name, uniqueId } = result.node;
  const sql = result.compiled!.sql;
  const heading = isInline ? 'Compiled inline node is:' : `Compiled node '${name}' is:`;
  const json = JSON.stringify(isInline ? { compiled: sql } : { node: name, compiled: sql }, null, 2);
  return {
    type: 'result',
    kind: 'CompiledNode',
    text: asJson ? json : sql,
    ...(asJson ? {} : { heading }),
    data: {
      node_name: isInline ? '' : name,
      compiled: sql,
      is_inline: isInline,
      quiet,
      output_format: asJson ? 'json' : 'text',
      unique_id: uniqueId,
    },
  } as const;
}
