import { defineCommand } from '../define-command.js';
import { nodeOptions, sqlparseOption } from '../options/shared.js';
import { text } from '../options/spec.js';
import { runOptionsOf } from '../run-options.js';

export default defineCommand({
  name: 'source freshness',
  summary: 'Check how old the data of sources is, and write sources.json',
  examples: [
    ['quern source freshness', 'all sources with warn_after or error_after'],
    ['quern source freshness --select source:raw', 'the tables of one source'],
  ],
  options: {
    ...nodeOptions,
    output: text('--output -o', 'FILE', 'Where to write the result; by default sources.json in the target folder'),
    ...sqlparseOption,
  },
  async handler(options, { openProject }) {
    const project = await openProject();
    const { output } = options;
    const report = await project.freshness({
      ...runOptionsOf(options, project),
      ...(output === undefined ? {} : { output }),
    });
    return { exitCode: report.exitCode };
  },
});
