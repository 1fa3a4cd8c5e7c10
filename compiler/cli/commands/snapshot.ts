import { defineCommand } from '../define-command.js';
import { dryRunOption, emptyOption, nodeOptions, sqlparseOption } from '../options/shared.js';
import { runCommand } from './shared/run-command.js';

export default defineCommand({
  name: 'snapshot',
  summary: 'Record how rows have changed since the last snapshot',
  examples: [
    ['quern snapshot --select orders_snapshot', 'take one snapshot'],
    ['quern snapshot --dry-run', 'say what would be inserted and closed'],
  ],
  options: { ...nodeOptions, ...emptyOption, ...sqlparseOption, ...dryRunOption },
  handler: (options, context) => runCommand('snapshot', options, context),
});
