import type { Session } from '../adapters/types.js';
import { QuernError } from '../base/diagnostics.js';
import { run } from '../execute/run.js';
import type { NodeResult, RunReport } from '../execute/types.js';
import type { OperationNode } from '../manifest/types.js';
import type { CompileOptions, CompileReport } from '../project.js';
import type { CompiledNode } from '../render/compiled.js';
import { diagnoseTemplateError } from '../render/template-diagnostics.js';
import { captureInline } from './inline.js';
import { createRenderer, runInputs } from './runner.js';
import { idsFor, type ProjectState } from './state.js';
import { writeGraphSummary, writeManifest, writeRunResults } from './write-artifacts.js';

/** Compiles what is selected, or SQL given inline, and writes manifest.json and run_results.json. */
export async function compileProject(state: ProjectState, options: CompileOptions): Promise<CompileReport> {
  if (options.inline !== undefined) {
    const { node, compiled } = await compileInline(state, options.inline, options.empty);
    return { results: [inlineResult(node, compiled)], exitCode: 0 };
  }
  const ids = idsFor(state, options, 'compile');
  const { writes = 'all' } = options;
  const files = writes === 'nothing' ? state.files.unwritten() : state.files;
  const inputs = runInputs({ ...state, files }, { empty: options.empty, sourceMaps: false }, ids);
  const report = await withCosts(
    state,
    options,
    await run('compile', inputs, ids, options, {
      events: state.events,
      ...(state.signal ? { signal: state.signal } : {}),
    }),
  );
  keepCompiled(state, report.results);
  if (writes === 'all') {
    writeManifest(state);
    writeGraphSummary(state, false);
    writeRunResults(state, report);
  }
  return { results: report.results, exitCode: report.exitCode };
}

async function withCosts(state: ProjectState, options: CompileOptions, report: RunReport): Promise<RunReport> {
  if (!options.cost) return report;
  const { estimateCosts } = await import('./estimate.js');
  return { ...report, results: await estimateCosts(state, report.results, options.threads) };
}

/** Remembers compiled SQL for the manifest. */
export function keepCompiled(state: ProjectState, results: readonly NodeResult[]): void {
  for (const { node, compiled } of results) {
    // dbt keeps no compiled SQL of unit tests in the manifest.
    if (!compiled || !('rawCode' in node) || node.resourceType === 'unit_test') continue;
    const compiledPath = state.files.compiledPath(node);
    state.compiled.set(node.uniqueId, { compiledCode: compiled.sql, extraCtes: compiled.extraCtes, compiledPath });
  }
}

/** SQL of the command line, compiled as a node of its own. Throws a QuernError that points into the text. */
export async function compileInline(
  state: ProjectState,
  sql: string,
  empty: boolean,
): Promise<{ node: OperationNode; compiled: CompiledNode }> {
  const node = captureInline(state, sql);
  const renderer = createRenderer({ ...state, files: state.files.unwritten() }, empty, []);
  let session: Promise<Session> | undefined;
  const open = (): Promise<Session> => {
    session ??= state.warehouse().then((warehouse) => warehouse.session('inline'));
    return session;
  };
  try {
    const compiled = await renderer.compile(
      node,
      { session: open, cache: state.relations, threadId: 'MainThread' },
      true,
    );
    return { node, compiled };
  } catch (error) {
    throw new QuernError(
      diagnoseTemplateError(error, { names: () => state.services.macros.names(state.config.root.name) }),
    );
  } finally {
    await (await session)?.close();
  }
}

function inlineResult(node: OperationNode, compiled: CompiledNode): NodeResult {
  return {
    node,
    status: 'success',
    message: null,
    failures: null,
    timing: [],
    threadId: 'MainThread',
    executionTime: 0,
    adapterResponse: {},
    compiled,
    relationName: null,
  };
}
