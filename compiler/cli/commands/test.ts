import { defineCommand } from '../define-command.js';
import { nodeOptions, resourceTypeOptions, sqlparseOption, storeFailuresOption } from '../options/shared.js';
import { runCommand } from './shared/run-command.js';

export default defineCommand({
  name: 'test',
  summary: 'Test what was built',
  examples: [
    ['quern test --select orders', 'the tests of one model'],
    ['quern test --select test_type:singular', 'tests that are SQL files'],
  ],
  options: { ...nodeOptions, ...resourceTypeOptions, ...storeFailuresOption, ...sqlparseOption },
  handler: (options, context) => runCommand('test', options, context),
});
