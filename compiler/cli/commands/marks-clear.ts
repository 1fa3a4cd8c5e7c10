import { defineCommand } from '../define-command.js';
import { projectOptions, targetPathOption, textOrJsonOption } from '../options/shared.js';
import { text } from '../options/spec.js';
import { showMarks } from './shared/marks.js';

export default defineCommand({
  name: 'marks clear',
  summary: 'Take back what `marks reset` has set: the data itself is the mark again',
  examples: [['quern marks clear orders', 'the next run reads what is newer than the table']],
  arguments: [{ name: 'model', required: true, help: 'Name of the model' }],
  options: {
    column: text('--column', 'NAME', 'Of a model with several marks: the column whose mark is meant'),
    ...textOrJsonOption,
    ...projectOptions,
    ...targetPathOption,
  },
  resultOnly: (options) => options.output === 'json',
  async handler(options, context) {
    const { column, output } = options;
    const project = await context.openProject();
    const request = { action: 'clear', model: context.args[0]!, ...(column === undefined ? {} : { column }) } as const;
    showMarks(await project.marks(request), output, context);
    return { exitCode: 0 };
  },
});
