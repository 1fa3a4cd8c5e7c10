import type { CatalogReport } from '../../project.js';
import { defineCommand } from '../define-command.js';
import type { CliEvent } from '../events.js';
import { emptyOption, fullRefreshOption, introspectOption, nodeOptions, sqlparseOption } from '../options/shared.js';
import { flag, toggle } from '../options/spec.js';
import { runOptionsOf } from '../run-options.js';
import { count } from '../text/words.js';

export default defineCommand({
  name: 'docs generate',
  summary: 'Write the documentation site: index.html, manifest.json, and catalog.json from the database',
  examples: [
    ['quern docs generate', 'write the site to the target folder; quern docs serve shows it'],
    ['quern docs generate --static', 'also as one file to send around: static_index.html'],
  ],
  options: {
    ...nodeOptions,
    compile: toggle('--compile', 'Compile the project first', { standard: true }),
    static: flag('--static', 'Also write static_index.html, one page that needs no other file'),
    emptyCatalog: flag('--empty-catalog', 'Write the catalog without asking the database'),
    ...fullRefreshOption,
    ...emptyOption,
    ...introspectOption,
    ...sqlparseOption,
  },
  async handler(options, { openProject, emit, signal }) {
    const project = await openProject();
    const report = await project.catalog({
      ...runOptionsOf(options, project),
      compiles: options.compile ?? true,
      isEmpty: options.emptyCatalog ?? false,
      isStatic: options.static ?? false,
      onAsking: () => emit({ type: 'told', name: 'BuildingCatalog', message: 'Building catalog', data: {} }),
    });
    for (const event of ending(report)) emit(event);
    // A project that does not compile can't be documented, which dbt has for more than a failure.
    return { exitCode: report.path === null && !signal.aborted ? 2 : report.exitCode };
  },
});

/** As dbt ends. */
function ending({ path, errors }: CatalogReport): CliEvent[] {
  if (path === null) {
    const message = 'No catalog was written, because the project did not compile';
    return [{ type: 'told', name: 'CannotGenerateDocs', message, data: {} }];
  }
  const failures = `${count(errors, 'failure')} while writing the catalog: it has nothing of ${count(errors, 'database')}`;
  return [
    ...(errors > 0
      ? [{ type: 'told', name: 'WriteCatalogFailure', message: failures, data: { num_exceptions: errors } } as const]
      : []),
    { type: 'told', name: 'CatalogWritten', message: `Catalog written to ${path}`, data: { path } },
  ];
}
