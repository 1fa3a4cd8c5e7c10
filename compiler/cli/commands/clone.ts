import { defineCommand } from '../define-command.js';
import { fullRefreshOption, nodeOptions, resourceTypeOptions, sqlparseOption } from '../options/shared.js';
import { runCommand } from './shared/run-command.js';

export default defineCommand({
  name: 'clone',
  summary: 'Make the relations of another run available in this target, by copies without data or by views',
  details:
    'Another run is that whose manifest.json --state names. Tables become copies that share their data where the warehouse has such; anything else becomes a view. What is there already stays, unless --full-refresh is given.',
  examples: [
    ['quern clone --state prod', 'everything'],
    [
      'quern clone --state prod --select state:modified+,config.materialized:incremental',
      'incremental models that a change will build',
    ],
  ],
  options: { ...nodeOptions, ...resourceTypeOptions, ...fullRefreshOption, ...sqlparseOption },
  handler: (options, context) => runCommand('clone', options, context),
});
