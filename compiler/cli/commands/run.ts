import { defineCommand } from '../define-command.js';
import { emptyOption, eventTimeOptions, fullRefreshOption, nodeOptions, sqlparseOption } from '../options/shared.js';
import { runCommand } from './shared/run-command.js';

export default defineCommand({
  name: 'run',
  summary: 'Build models in dependency order, without seeds and tests',
  examples: [
    ['quern run --select stg_orders', 'one model'],
    ['quern run --select +orders --full-refresh', 'orders and all it depends on, rebuilt from nothing'],
  ],
  options: { ...nodeOptions, ...fullRefreshOption, ...emptyOption, ...eventTimeOptions, ...sqlparseOption },
  handler: (options, context) => runCommand('run', options, context),
});
