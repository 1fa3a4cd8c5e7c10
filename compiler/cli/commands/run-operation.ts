import { QuernError } from '../../base/diagnostics.js';
import { defineCommand } from '../define-command.js';
import { exclusiveOptions, missingArgument } from '../diagnostics.js';
import { projectOptions, targetPathOption, threadsOption } from '../options/shared.js';
import { text } from '../options/spec.js';
import { progressLine } from '../records/draft.js';
import { mappingOf } from '../yaml-option.js';

export default defineCommand({
  name: 'run-operation',
  summary: 'Run a macro, or SQL',
  examples: [
    ["quern run-operation grant_select --args '{role: reporter}'", 'run a macro with an argument'],
    ['quern run-operation --sql "drop view {{ ref(\'old\') }}"', 'run a statement, and commit it'],
  ],
  arguments: [
    { name: 'macro', required: false, help: 'Name of the macro, with its package where needed: dbt_utils.x' },
  ],
  options: {
    args: text('--args', 'YAML', "Arguments of the macro: '{name: value}'"),
    sql: text('--sql', 'SQL', 'Run this SQL in place of a macro; Jinja is rendered'),
    ...projectOptions,
    ...targetPathOption,
    ...threadsOption,
  },
  async handler(options, { args: [macro], openProject, emit }) {
    const { sql } = options;
    if (!macro && sql === undefined) throw new QuernError(missingArgument({ name: 'MACRO' }));
    if (macro && sql !== undefined) throw new QuernError(exclusiveOptions({ first: 'MACRO', second: '--sql' }));
    if (sql !== undefined && options.args !== undefined)
      throw new QuernError(exclusiveOptions({ first: '--args', second: '--sql' }));
    const macroArguments = mappingOf('--args', options.args);
    const project = await openProject();
    const report = await project.runOperation(sql === undefined ? macro! : { sql }, macroArguments);
    if (sql !== undefined) {
      const [result] = report.results;
      const [verb, word] =
        report.exitCode === 0 ? ['OK executed', result?.message || 'OK'] : ['ERROR executing', 'ERROR'];
      const width = project.config.flags.printerWidth;
      const message = progressLine(1, 1, `${verb} inline_query`, word, width, report.elapsedSeconds);
      emit({ type: 'note', message });
    }
    return { exitCode: report.exitCode };
  },
});
