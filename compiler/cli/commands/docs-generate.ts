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
  async handler(options, { openProject, emit }) {
    const project = await openProject();
    const report = await project.catalog({
      ...runOptionsOf(options, project),
      compiles: options.compile ?? true,
      isEmpty: options.emptyCatalog ?? false,
      isStatic: options.static ?? false,
      onAsking: () => emit({ type: 'told', name: 'BuildingCatalog', message: 'Building catalog', data: {} }),
    });
    emit(ending(report));
    return { exitCode: report.exitCode };
  },
});

function ending({ path, relations, errors }: CatalogReport): CliEvent {
  if (path === null)
    return {
      type: 'told',
      name: 'CannotGenerateDocs',
      message: 'No catalog was written, because the project did not compile',
      data: {},
    };
  const of = `of ${count(relations, 'relation')}${errors > 0 ? `, without ${count(errors, 'database')} that failed` : ''}`;
  return { type: 'told', name: 'CatalogWritten', message: `Catalog written to ${path}: ${of}`, data: { path } };
}
