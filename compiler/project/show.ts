import { DatabaseError, type QueryResult } from '../adapters/types.js';
import { QuernError } from '../base/diagnostics.js';
import { describeFailure } from '../execute/failure.js';
import { failureOptions } from '../execute/failure-options.js';
import type { RunInputs } from '../execute/ports.js';
import { QueryComment } from '../execute/query-comment.js';
import { SessionPool } from '../execute/sessions.js';
import { Stopwatch } from '../execute/timing.js';
import type { NodeResult, RunOptions } from '../execute/types.js';
import { positionalArguments, textOf } from '../jinja/values/index.js';
import type { CompilableNode } from '../manifest/types.js';
import type { ShowReport } from '../project.js';
import type { CompiledNode } from '../render/compiled.js';
import type { NodeConnection, Renderer } from '../render/renderer.js';
import { diagnoseTemplateError } from '../render/template-diagnostics.js';
import { captureInline } from './inline.js';
import { createRenderer, runInputs } from './runner.js';
import { type ProjectState, selectFor } from './state.js';

export type ShowOptions = RunOptions & {
  readonly inline?: string;
  readonly inlineDirect?: string;
  readonly limit: number;
};

export interface Shown {
  readonly report: ShowReport;
  /** For run_results.json. */
  readonly result: NodeResult;
}

/** The first rows of what the selected nodes, or the given SQL, answer now; none where nothing that has rows is selected. */
export async function showNodes(state: ProjectState, options: ShowOptions): Promise<Shown[]> {
  const inputs = runInputs(state, options, []);
  const pool = new SessionPool(inputs.warehouse, state.events, state.relations, new QueryComment(inputs));
  const shown: Shown[] = [];
  try {
    for (const { node, isSql } of nodesOf(state, options)) {
      const { empty, limit } = options;
      const renderer = createRenderer(state, empty, []);
      const connection = pool.connection('MainThread', node.uniqueId, node);
      shown.push(await new Show(state, inputs, renderer, connection, node).run(limit, isSql));
      await pool.release('MainThread', false);
    }
  } finally {
    await pool.close();
  }
  return shown;
}

/** What is to be shown; `isSql`: its text is no template. */
function nodesOf(state: ProjectState, options: ShowOptions): { node: CompilableNode; isSql: boolean }[] {
  const { inline, inlineDirect } = options;
  if (inlineDirect !== undefined) return [{ node: captureInline(state, inlineDirect), isSql: true }];
  if (inline !== undefined) return [{ node: captureInline(state, inline), isSql: false }];
  const nodes = selectFor(state, options, 'show').ids.flatMap((id) => state.linked.manifest.nodes.get(id) ?? []);
  return named(nodes, options.select).map((node) => ({ node, isSql: false }));
}

/** Those that the selection names, as in dbt: tests come along with what they test and nobody wants to see them. */
function named(nodes: readonly CompilableNode[], select: readonly string[]): readonly CompilableNode[] {
  const byName = nodes.filter((node) => select.some((text) => text.includes(node.name)));
  if (byName.length > 0) return byName;
  const others = nodes.filter((node) => node.resourceType !== 'test');
  return others.length > 0 ? others : nodes;
}

/** SQL that is no template, as if it had been compiled. */
function asWritten({ uniqueId, rawCode: sql, file }: CompilableNode): CompiledNode | null {
  if (!file || file.text !== sql) return null;
  const span = { file, start: 0, end: sql.length };
  const segments = [{ start: 0, end: sql.length, span, literal: true }];
  return { uniqueId, sql, extraCtes: [], sourceMap: { file, segments, toRendered: (offset) => offset } };
}

/** One query on its way. */
class Show {
  readonly #watch = new Stopwatch();
  #compiled: CompiledNode | null = null;

  constructor(
    private readonly state: ProjectState,
    private readonly inputs: RunInputs,
    private readonly renderer: Renderer,
    private readonly connection: NodeConnection,
    private readonly node: CompilableNode,
  ) {}

  async run(limit: number, isSql: boolean): Promise<Shown> {
    const { node } = this;
    const isInline = node.resourceType === 'sql_operation';
    try {
      // A seed or a Python model has no query of its own: what is in its table is shown.
      if (!isSql && node.resourceType !== 'seed' && node.language !== 'python')
        this.#compiled = await this.#watch.phase('compile', () =>
          this.renderer.compile(node, this.connection, isInline),
        );
    } catch (error) {
      const names = () => this.state.services.macros.names(this.state.config.root.name);
      throw new QuernError(diagnoseTemplateError(error, isInline ? { names } : { nodeId: node.uniqueId }));
    }
    const sql = isSql ? node.rawCode : (this.#compiled?.sql ?? `select * from ${node.relationName}`);
    const { executed, rows } = await this.#watch.phase('execute', () => this.#query(sql, limit));
    const report = {
      ...rows,
      name: isInline ? 'inline' : node.name,
      uniqueId: isInline ? null : node.uniqueId,
      inline: isInline,
      compiledSql: sql,
    };
    return { report, result: this.#result(executed, rows) };
  }

  /** Runs a query with a limit around it, as the macro get_show_sql of the adapter writes it. */
  async #query(sql: string, limit: number): Promise<{ executed: string; rows: QueryResult }> {
    const { node, state, connection } = this;
    try {
      const context = this.renderer.nodeContext(node, this.#compiled, connection);
      const header = (node.config?.sql_header as string | null | undefined) ?? null;
      const executed = textOf(
        await context.call('get_show_sql', positionalArguments(sql, header, limit < 0 ? null : limit)),
      );
      const session = await connection.session!();
      const rows = await session.execute(executed, { fetch: true, ...(state.signal ? { signal: state.signal } : {}) });
      return { executed, rows };
    } catch (error) {
      if (!DatabaseError.behind(error)) throw error;
      const options = { ...failureOptions(this.inputs, 'the statement'), compiled: this.#compiled ?? asWritten(node) };
      throw new QuernError((await describeFailure(error, node, options)).diagnostic);
    }
  }

  #result(executed: string, { response }: QueryResult): NodeResult {
    return {
      node: this.node,
      status: 'success',
      message: null,
      failures: null,
      timing: this.#watch.timing,
      threadId: this.connection.threadId,
      executionTime: this.#watch.seconds,
      adapterResponse: response,
      compiled: this.#compiled && { ...this.#compiled, sql: executed },
      relationName: this.node.relationName,
    };
  }
}
