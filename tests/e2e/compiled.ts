import type { QuernEvent } from '../../compiler/base/events.js';
import { openProject } from '../../compiler/project.js';

/** What compiling everything in a folder answers, and what templates told meanwhile. */
export async function compiledIn(dir: string) {
  const told: string[] = [];
  const events = (event: QuernEvent): void => {
    if (event.type === 'log' || event.type === 'print') told.push(`${event.nodeId}: ${event.message}`);
    if (event.type === 'diagnostic') told.push(event.diagnostic.message);
  };
  const project = await openProject(
    {
      command: 'compile',
      cwd: dir,
      env: { DBT_PROFILES_DIR: dir },
      options: { projectDir: dir, partialParse: false },
      invocationId: '00000000-0000-0000-0000-000000000000',
      startedAt: new Date(),
    },
    { events },
  );
  // Parsing has told of its own.
  told.length = 0;
  const selection = { select: [], exclude: [], resourceTypes: [], excludeResourceTypes: [] };
  try {
    const report = await project.compile({
      ...selection,
      indirectSelection: 'eager',
      threads: 1,
      fullRefresh: false,
      failFast: false,
      storeFailures: false,
      empty: false,
    });
    const results = report.results.map(({ node, status, message, compiled }) => ({
      id: node.uniqueId,
      status,
      message,
      sql: compiled?.sql,
      ctes: compiled?.extraCtes,
    }));
    return { results: results.sort((a, b) => (a.id < b.id ? -1 : 1)), told: told.sort() };
  } finally {
    await project.close();
  }
}
