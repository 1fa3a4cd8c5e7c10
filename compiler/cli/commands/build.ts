import { defineCommand } from '../define-command.js';
import {
  emptyOption,
  eventTimeOptions,
  fullRefreshOption,
  nodeOptions,
  resourceTypeOptions,
  sqlparseOption,
  storeFailuresOption,
} from '../options/shared.js';
import { flag, toggle } from '../options/spec.js';
import { runCommand } from './shared/run-command.js';

export default defineCommand({
  name: 'build',
  summary: 'Load seeds, build models and test them, in dependency order',
  details:
    'Each node is built as soon as everything it depends on is built and tested; when a node or one of its tests fails, what depends on it is skipped.',
  examples: [
    ['quern build', 'the whole project'],
    ['quern build --select orders+', 'orders and everything that depends on it'],
    ['quern build --select tag:nightly --exclude stg_payments', 'what is tagged nightly, without one model'],
  ],
  options: {
    ...nodeOptions,
    ...resourceTypeOptions,
    ...fullRefreshOption,
    ...emptyOption,
    ...storeFailuresOption,
    ...eventTimeOptions,
    show: flag('--show', 'Show a sample of each loaded seed'),
    exportSavedQueries: toggle('--export-saved-queries', 'Accepted for compatibility', {
      hidden: true,
      env: 'EXPORT_SAVED_QUERIES',
    }),
    includeSavedQuery: toggle('--include-saved-query', 'Accepted for compatibility', {
      hidden: true,
      env: 'INCLUDE_SAVED_QUERY',
    }),
    ...sqlparseOption,
  },
  handler: (options, context) => runCommand('build', options, context),
});
