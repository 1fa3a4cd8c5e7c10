import { defineCommand } from '../define-command.js';
import { projectOptions, targetPathOption, textOrJsonOption } from '../options/shared.js';
import { text } from '../options/spec.js';
import { showMarks } from './shared/marks.js';

export default defineCommand({
  name: 'marks reset',
  summary: "Let a model's next run read from a given value on, or from the beginning",
  details: 'It holds until a run of the model has succeeded; a run that fails leaves it as it is.',
  examples: [
    ['quern marks reset orders', 'the next run reads everything'],
    ['quern marks reset orders --to "2026-01-01 06:00"', 'the next run reads what is newer'],
  ],
  arguments: [{ name: 'model', required: true, help: 'Name of the model' }],
  options: {
    to: text('--to', 'VALUE', 'From where; by default from the beginning'),
    column: text('--column', 'NAME', 'Of a model with several marks: the column whose mark is meant'),
    ...textOrJsonOption,
    ...projectOptions,
    ...targetPathOption,
  },
  resultOnly: (options) => options.output === 'json',
  async handler(options, context) {
    const { to, column, output } = options;
    const project = await context.openProject();
    const marks = await project.marks({
      action: 'reset',
      model: context.args[0]!,
      ...(to === undefined ? {} : { to }),
      ...(column === undefined ? {} : { column }),
    });
    showMarks(marks, output, context);
    return { exitCode: 0 };
  },
});
