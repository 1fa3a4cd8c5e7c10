import { defineCommand } from '../define-command.js';
import { emptyOption, fullRefreshOption, nodeOptions, sqlparseOption } from '../options/shared.js';
import { flag } from '../options/spec.js';
import { runCommand } from './shared/run-command.js';

export default defineCommand({
  name: 'seed',
  summary: 'Load CSV files into tables',
  examples: [['quern seed --full-refresh', 'load all seeds anew, also where columns have changed']],
  options: {
    ...nodeOptions,
    ...fullRefreshOption,
    ...emptyOption,
    show: flag('--show', 'Show a sample of each loaded seed'),
    ...sqlparseOption,
  },
  handler: (options, context) => runCommand('seed', options, context),
});
