import type { QueryResult } from '../adapters/types.js';
import { DatabaseError } from '../adapters/types.js';
import { defineDiagnostic, QuernError } from '../base/diagnostics.js';
import type { RunOptions } from '../execute/types.js';
import { positionalArguments, textOf } from '../jinja/values/index.js';
import type { CompilableNode } from '../manifest/types.js';
import type { ShowReport } from '../project.js';
import type { CompiledNode } from '../render/compiled.js';
import { locateOffset } from '../render/locate.js';
import { diagnoseTemplateError } from '../render/template-diagnostics.js';
import { compileInline } from './compile.js';
import { captureInline } from './inline.js';
import { createRenderer } from './runner.js';
import { type ProjectState, selectFor } from './state.js';

const queryFailed = defineDiagnostic<{ name: string; reason: string; candidates?: readonly string[] }>({
  code: 'DBE002',
  category: 'Database Error',
  message: (d) => `The query of '${d.name}' failed\n${d.reason}`,
});

const nothingShown = defineDiagnostic({
  code: 'SHW001',
  category: 'Usage Error',
  message: () => 'The selection has no model, seed, snapshot, test or analysis to show',
});

type ShowOptions = RunOptions & { readonly inline?: string; readonly inlineDirect?: string; readonly limit: number };

/** The first rows of what the selected nodes, or the given SQL, answer now. */
export async function showNodes(state: ProjectState, options: ShowOptions): Promise<ShowReport[]> {
  if (options.inlineDirect !== undefined) {
    const result = await query(state, captureInline(state, ''), options.inlineDirect, options.limit, undefined);
    return [reportOf('inline', null, options.inlineDirect, result)];
  }
  if (options.inline !== undefined) {
    const { node, compiled } = await compileInline(state, options.inline, options.empty);
    return [reportOf('inline', null, compiled.sql, await query(state, node, compiled.sql, options.limit, compiled))];
  }
  const reports: ShowReport[] = [];
  const renderer = createRenderer(state, options.empty, []);
  for (const id of selectFor(state, options, 'show').ids) {
    const node = state.linked.manifest.nodes.get(id);
    if (!node) continue;
    const session = await (await state.warehouse()).session('show');
    try {
      // A seed has no query of its own: what is in its table is shown.
      const compiled =
        node.resourceType === 'seed'
          ? undefined
          : await renderer.compile(node, {
              session: async () => session,
              cache: state.relations,
              threadId: 'MainThread',
            });
      const sql = compiled?.sql ?? `select * from ${node.relationName}`;
      reports.push(reportOf(node.name, node.uniqueId, sql, await query(state, node, sql, options.limit, compiled)));
    } catch (error) {
      if (error instanceof QuernError) throw error;
      throw new QuernError(diagnoseTemplateError(error, { nodeId: id }));
    } finally {
      await session.close();
    }
  }
  if (reports.length === 0) throw new QuernError(nothingShown({}));
  return reports;
}

function reportOf(name: string, uniqueId: string | null, compiledSql: string, result: QueryResult): ShowReport {
  return { name, uniqueId, inline: uniqueId === null, columns: result.columns, rows: result.rows, compiledSql };
}

/** Runs a query with a limit around it, as the macro get_show_sql of the adapter writes it. */
async function query(
  state: ProjectState,
  node: CompilableNode,
  sql: string,
  limit: number,
  compiled: CompiledNode | undefined,
): Promise<QueryResult> {
  const session = await (await state.warehouse()).session('show');
  try {
    const renderer = createRenderer(state, false, []);
    const context = renderer.nodeContext(node, compiled ?? null, {
      session: async () => session,
      cache: state.relations,
      threadId: 'MainThread',
    });
    const header = (node.config?.sql_header as string | null | undefined) ?? null;
    const text = textOf(await context.call('get_show_sql', positionalArguments(sql, header, limit < 0 ? null : limit)));
    return await session.execute(text, { fetch: true, ...(state.signal ? { signal: state.signal } : {}) });
  } catch (error) {
    const failure = error instanceof DatabaseError ? error : (error as { cause?: unknown }).cause;
    if (!(failure instanceof DatabaseError)) throw error;
    const { position, sql: executed } = failure.details;
    const start = compiled ? executed.indexOf(compiled.sql) : -1;
    const place =
      compiled && position !== undefined && start >= 0 ? locateOffset(compiled.sourceMap, position - start) : undefined;
    throw new QuernError(queryFailed({ name: node.name, reason: failure.message }, place?.span));
  } finally {
    await session.close();
  }
}
