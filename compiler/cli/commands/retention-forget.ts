import { defineCommand } from '../define-command.js';
import { projectOptions, targetPathOption } from '../options/shared.js';

export default defineCommand({
  name: 'retention forget',
  summary: 'Say that what was purged of a model or source is back',
  details:
    'Full refreshes of what reads it are let through again: they were refused, as they would have lost the purged rows.',
  examples: [['quern retention forget raw.orders', 'its files were put back from the archive']],
  arguments: [{ name: 'name', required: true, help: 'Name of a model, of a snapshot, or of a source as source.table' }],
  options: { ...projectOptions, ...targetPathOption },
  async handler(_, context) {
    const project = await context.openProject();
    await project.retention({
      select: [],
      exclude: [],
      resourceTypes: [],
      excludeResourceTypes: [],
      indirectSelection: 'eager',
      apply: false,
      forget: context.args[0]!,
    });
    return { exitCode: 0 };
  },
});
