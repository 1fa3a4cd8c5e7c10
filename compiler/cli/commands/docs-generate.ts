import { defineCommand } from '../define-command.js';
import { emptyOption, fullRefreshOption, introspectOption, nodeOptions, sqlparseOption } from '../options/shared.js';
import { flag, toggle } from '../options/spec.js';
import { runOptionsOf } from '../run-options.js';
import { count } from '../text/words.js';

export default defineCommand({
  name: 'docs generate',
  summary: 'Ask the database about the relations of the project and write catalog.json',
  examples: [['quern docs generate', 'write target/manifest.json and target/catalog.json']],
  options: {
    ...nodeOptions,
    compile: toggle('--compile', 'Compile the project first', { standard: true }),
    emptyCatalog: flag('--empty-catalog', 'Write the catalog without asking the database'),
    ...fullRefreshOption,
    ...emptyOption,
    ...introspectOption,
    ...sqlparseOption,
  },
  async handler(options, { openProject, emit }) {
    const project = await openProject();
    const report = await project.catalog({
      ...runOptionsOf(options, project),
      compiles: options.compile ?? true,
      isEmpty: options.emptyCatalog ?? false,
    });
    const message =
      report.path === null
        ? 'No catalog was written, because the project did not compile'
        : `Catalog of ${count(report.relations, 'relation')} written to ${report.path}`;
    emit({ type: 'note', message });
    return { exitCode: report.exitCode };
  },
});
