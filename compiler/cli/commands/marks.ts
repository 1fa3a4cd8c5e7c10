import { defineCommand } from '../define-command.js';
import { projectOptions, targetPathOption, textOrJsonOption } from '../options/shared.js';
import { showMarks } from './shared/marks.js';

export default defineCommand({
  name: 'marks',
  summary: 'Show from where incremental models read on: their high-water marks',
  details:
    'A mark is the greatest value of a column in the model’s own table, less the time that rows may be late; see high_water_mark() in docs/history.md.',
  examples: [
    ['quern marks', 'the marks of all models that call high_water_mark()'],
    ['quern marks reset orders --to 2026-01-01', 'the next run of orders reads from there'],
    ['quern marks clear orders', 'think better of it'],
  ],
  options: { ...textOrJsonOption, ...projectOptions, ...targetPathOption },
  resultOnly: (options) => options.output === 'json',
  async handler(options, context) {
    const project = await context.openProject();
    showMarks(await project.marks({ action: 'list' }), options.output, context);
    return { exitCode: 0 };
  },
});
