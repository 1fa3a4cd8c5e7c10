import { defineCommand } from '../define-command.js';
import { projectOptions, targetPathOption, threadsOption } from '../options/shared.js';
import { text } from '../options/spec.js';
import { mappingOf } from '../yaml-option.js';

export default defineCommand({
  name: 'run-operation',
  summary: 'Run a macro',
  examples: [["quern run-operation grant_select --args '{role: reporter}'", 'run a macro with an argument']],
  arguments: [{ name: 'macro', required: true, help: 'Name of the macro, with its package where needed: dbt_utils.x' }],
  options: {
    args: text('--args', 'YAML', "Arguments of the macro: '{name: value}'"),
    sql: text('--sql', 'SQL', 'Accepted for compatibility', { hidden: true }),
    ...projectOptions,
    ...targetPathOption,
    ...threadsOption,
  },
  async handler(options, { args, openProject }) {
    const macroArguments = mappingOf('--args', options.args);
    const project = await openProject();
    const report = await project.runOperation(args[0]!, macroArguments);
    return { exitCode: report.exitCode };
  },
});
