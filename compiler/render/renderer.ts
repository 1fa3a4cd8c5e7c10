import type { RelationCache } from '../adapters/relation-cache.js';
import type { Session } from '../adapters/types.js';
import { QuernError } from '../base/diagnostics.js';
import { intersection, type TimeRange } from '../base/event-time.js';
import type { Json } from '../base/json.js';
import { SourceFile } from '../base/source.js';
import { parseTemplate, type RenderOutput, type Template } from '../jinja/index.js';
import {
  type CallArguments,
  type PyCallable,
  type PyDict,
  type PyObject,
  type Suspendable,
  textOf,
  type Value,
} from '../jinja/values/index.js';
import type { CompilableNode, ModelNode } from '../manifest/types.js';
import type { UnitTestQuery } from '../manifest/unit-test-query.js';
import type { ClosingStatements } from './closing-statements.js';
import type { CompiledNode, InjectedCte } from './compiled.js';
import { withConstraintTargets } from './constraint-targets.js';
import type { Deferral } from './deferral.js';
import { nodeDict } from './dict/node.js';
import { EphemeralFailure } from './ephemeral-failure.js';
import { raisedByTemplate } from './errors.js';
import { graphValue } from './graph-value.js';
import { type Injection, injectCtes } from './inject-ctes.js';
import type { MacroEntry } from './macro-index.js';
import { type StatementResult, StatementResults } from './members/results.js';
import { runtimeMembers } from './members/runtime.js';
import { NodeReads } from './node-reads.js';
import { RelationFactory } from './relations.js';
import type { Linked, RunScope } from './run-scope.js';
import { contextOf, type MemberTable, type ScopeContext } from './scope.js';
import type { RenderServices } from './services.js';
import { TagTexts } from './tag-texts.js';
import { TestArguments } from './test-arguments.js';
import { type PlannedTest, TEST_KWARGS, TestPlans } from './test-plans.js';
import { Trial } from './trial.js';
import { renderUnitTest } from './unit-test/compile.js';
import { unitTestMembers, withVars } from './unit-test/members.js';

/** How a node reaches the database while it is evaluated. */
export interface NodeConnection {
  readonly session?: () => Promise<Session>;
  readonly cache?: RelationCache;
  /** What is to be run when the node is done; absent where nothing is run. */
  readonly closing?: ClosingStatements;
  readonly threadId: string;
}

export interface RendererOptions {
  /** `--empty` */
  readonly empty: boolean;
  /** `--sample` */
  readonly sample?: TimeRange | undefined;
  readonly selected: readonly string[];
  /** `--defer` */
  readonly deferral?: Deferral | undefined;
  /** What `defer_relation` is, without `--defer` too. */
  readonly counterpartOf?: Deferral['relationOf'] | undefined;
  /** False where nothing is executed: compiled SQL need not be found in its template then. */
  readonly sourceMaps?: boolean;
  /** The parsed template of a node, if parsing kept it. */
  readonly templateOf?: (uniqueId: string) => Template | undefined;
  /** CSV contents of a seed as a table value. */
  readonly loadSeed: (node: CompilableNode) => Value;
  readonly compiledPath: (node: CompilableNode) => string;
  readonly write?: (node: CompilableNode, sql: string) => void;
  /** Told of each ephemeral model that was compiled. */
  readonly onEphemeral?: (node: ModelNode, compiled: CompiledNode) => void;
}

/** One node's context while it runs. */
export interface NodeContext {
  readonly context: ScopeContext;
  readonly results: StatementResults;
  /** Calls a macro by name or entry; suspends at queries. */
  call(macro: string | MacroEntry, args?: CallArguments): Promise<Value>;
  /** Renders a hook or other text with this context. */
  renderText(text: string, file?: SourceFile): Promise<string>;
  result(name: string): StatementResult | undefined;
}

interface Compiling {
  readonly rendered: string;
  readonly ctes: readonly InjectedCte[];
  readonly node: CompiledNode;
}

/** What is put behind a Python model's own text. */
const PYTHON_SCRIPT = '{{ py_script_postfix(model) }}';

const NO_ARGUMENTS: CallArguments = { positional: [], named: new Map() };

/** Evaluates templates of a linked project, for compiling and running. Compiles each ephemeral model once. */
export class Renderer {
  readonly #ephemeral = new Map<string, Promise<Compiling>>();
  readonly #relations: RelationFactory;
  readonly #trial: Trial;
  #graph: Value | undefined;
  readonly #testArguments = new TestArguments();
  readonly #testPlans: TestPlans;
  readonly #tagTexts = new TagTexts();
  /** Of evaluations inside of others on trial. */
  readonly #planTrial: Trial;

  constructor(
    readonly services: RenderServices,
    readonly linked: Linked,
    private readonly options: RendererOptions,
  ) {
    this.#relations = new RelationFactory(services);
    this.#trial = new Trial(services);
    this.#planTrial = new Trial(services);
    this.#testPlans = new TestPlans(services.macros);
  }

  /** A node's SQL. Rejects with TemplateError, or with an error whose cause is a QuernError or DatabaseError. */
  async compile(node: CompilableNode, connection: NodeConnection, inline = false): Promise<CompiledNode> {
    if (node.resourceType === 'unit_test') return await this.#compileUnitTest(node, connection);
    return (await this.#compile(node, connection, inline)).node;
  }

  /** The materialization macro of a node; undefined if there is none of that name for this adapter. */
  materialization(node: CompilableNode): MacroEntry | undefined {
    return this.services.macros.materialization(node.config.materialized, node.packageName);
  }

  /** The context in which a node's materialization and hooks run. */
  nodeContext(
    node: CompilableNode,
    compiled: CompiledNode | null,
    connection: NodeConnection,
    extra: Readonly<Record<string, Value>> = {},
  ): NodeContext {
    const { context, scope } = this.#context(node, connection, { compiled });
    for (const [name, value] of Object.entries(extra)) context.define(name, value);
    return {
      context,
      results: scope.results,
      call: (macro, args = NO_ARGUMENTS) => drive(this.#callable(context, macro), args),
      renderText: async (text, file) =>
        (await templateIn(text, file ?? new SourceFile(node.originalFilePath, text)).renderAsync(context)).text,
      result: (name) => scope.results.peek(name),
    };
  }

  #callable(context: ScopeContext, macro: string | MacroEntry): PyCallable {
    if (typeof macro !== 'string') return context.macros.bind(macro);
    const found = macro.includes('.')
      ? this.services.macros.inNamespace(macro.slice(0, macro.indexOf('.')), macro.slice(macro.indexOf('.') + 1))
      : this.services.macros.find(macro, context.macros.packageName);
    if (!found) throw new QuernError(raisedByTemplate({ message: `There is no macro named '${macro}'` }));
    return context.macros.bind(found);
  }

  #templateOf(node: CompilableNode): Template {
    return (
      this.options.templateOf?.(node.uniqueId) ??
      templateIn(node.rawCode, node.file ?? new SourceFile(node.originalFilePath, node.rawCode))
    );
  }

  async #compileUnitTest(query: UnitTestQuery, connection: NodeConnection): Promise<CompiledNode> {
    const template = this.#templateOf(query.tested);
    const { output, ctes } = await renderUnitTest(query, {
      linked: this.linked,
      relations: this.#relations,
      template,
      contextOf: (scope) =>
        this.#context(
          query,
          connection,
          { services: withVars(this.services, query) },
          undefined,
          unitTestMembers(scope),
        ).context,
      inputContext: (node) => this.nodeContext(node, null, connection),
    });
    const injection = injectCtes(output.text, ctes);
    const sourceMap = { file: template.file, segments: output.segments, toRendered: toRendered(injection) };
    return { uniqueId: query.uniqueId, sql: injection.sql, extraCtes: ctes, sourceMap };
  }

  async #compile(node: CompilableNode, connection: NodeConnection, inline: boolean): Promise<Compiling> {
    if (node.language === 'python' && node.resourceType === 'model') return await this.#compilePython(node, connection);
    const template = this.#templateOf(node);
    const options = { sourceMap: this.options.sourceMaps !== false };
    if (this.options.deferral && writtenArguments(node)) await this.#listParents(node, connection);
    const evaluate = <T>(
      trial: Trial | undefined,
      render: (context: ScopeContext, testArguments: PyDict | undefined, scope: RunScope) => T,
    ): [T, ModelNode[]] => {
      const parents: ModelNode[] = [];
      const { context, scope } = this.#context(node, connection, { parents, inline }, trial);
      const testArguments = this.#testArgumentsOf(scope, context);
      if (testArguments) context.define(TEST_KWARGS, testArguments);
      return [render(context, testArguments, scope), parents];
    };
    const onTrial = (context: ScopeContext, testArguments: PyDict | undefined, scope: RunScope): RenderOutput => {
      // Texts that were made elsewhere do not know where they come from.
      const text = options.sourceMap
        ? undefined
        : testArguments
          ? this.#plannedText(node, template, testArguments, connection)
          : template.renderTags(context, this.#tagTexts.of(scope, context));
      return text === undefined ? template.render(context, options) : { text, segments: [] };
    };
    const [rendered, parents] =
      this.#trial.run(() => evaluate(this.#trial, onTrial)) ??
      evaluate(undefined, (context) => template.renderAsync(context, options));
    const output = rendered instanceof Promise ? await rendered : rendered;
    // A node is compiled once; generic tests share their templates.
    if (node.resourceType !== 'test' && !isBatch(node)) template.release();
    const ctes = await this.#ctesOf(parents, connection);
    const injection = injectCtes(output.text, ctes);
    const sourceMap = { file: template.file, segments: output.segments, toRendered: toRendered(injection) };
    return {
      rendered: output.text,
      ctes,
      node: { uniqueId: node.uniqueId, sql: injection.sql, extraCtes: ctes, sourceMap },
    };
  }

  /** The model as it is written, and behind it what makes `dbt` of the names that it reads. */
  async #compilePython(node: CompilableNode, connection: NodeConnection): Promise<Compiling> {
    const { context } = this.#context(node, connection, {});
    const output = await parseTemplate(new SourceFile(node.originalFilePath, PYTHON_SCRIPT)).renderAsync(context);
    const sql = `${node.rawCode}\n\n${output.text}`;
    const file = node.file ?? new SourceFile(node.originalFilePath, node.rawCode);
    const sourceMap = { file, segments: [], toRendered: (offset: number) => offset };
    return { rendered: sql, ctes: [], node: { uniqueId: node.uniqueId, sql, extraCtes: [], sourceMap } };
  }

  /** Looks for the relations that a node reads, so that `ref` can answer at once where nothing can wait. */
  async #listParents(node: CompilableNode, connection: NodeConnection): Promise<void> {
    const { context } = this.#context(node, connection, {});
    const adapter = context.lookup('adapter') as PyObject;
    for (const id of node.dependsOn.nodes) {
      const parent = this.linked.manifest.nodes.get(id);
      if (!parent) continue;
      const { database, schema, alias: identifier } = parent;
      const named = new Map(Object.entries({ database, schema, identifier }));
      await drive(adapter.getAttribute('get_relation') as PyCallable, { positional: [], named });
    }
  }

  #testArgumentsOf({ node, reads }: RunScope, context: ScopeContext): PyDict | undefined {
    const written = writtenArguments(node);
    return written && this.#testArguments.render(written, context, { node, reads });
  }

  /** The text of a generic test as that of others of its kind. */
  #plannedText(node: CompilableNode, template: Template, args: PyDict, connection: NodeConnection): string | undefined {
    const written = writtenArguments(node)!;
    const evaluate: PlannedTest['evaluate'] = (replaced) =>
      this.#planTrial.run(() => {
        const { context, scope } = this.#context(node, connection, {}, this.#planTrial, PLAN_MEMBERS);
        const given = this.#testArguments.render({ ...written, ...Object.fromEntries(replaced) }, context);
        // Macros may not look at the arguments but through their parameters.
        const lookup = (name: string): Value | undefined => (name === TEST_KWARGS ? given : context.lookup(name));
        const { text } = template.render({ lookup });
        return { text, holdsFor: scope.reads.holdsFor(context) };
      });
    return this.#testPlans.textOf({ node, template, written, args, evaluate });
  }

  /** Compiles an ephemeral model for its own sake, unless that was done for what reads it. What is wrong with it concerns nobody. */
  async compileEphemeral(model: ModelNode, connection: NodeConnection): Promise<void> {
    await this.#ephemeralOf(model, connection).catch(() => {});
  }

  #ephemeralOf(model: ModelNode, connection: NodeConnection): Promise<Compiling> {
    let compiling = this.#ephemeral.get(model.uniqueId);
    if (!compiling) {
      compiling = this.#compile(model, connection, false).then((made) => {
        this.options.onEphemeral?.(model, made.node);
        return made;
      });
      this.#ephemeral.set(model.uniqueId, compiling);
    }
    return compiling;
  }

  /** The CTEs that a query over these ephemeral models needs, each after those that it reads itself. */
  async #ctesOf(parents: readonly ModelNode[], connection: NodeConnection): Promise<InjectedCte[]> {
    const out = new Map<string, InjectedCte>();
    for (const parent of parents) {
      const { rendered, ctes } = await this.#ephemeralOf(parent, connection).catch((error: unknown) => {
        throw EphemeralFailure.of(parent, error);
      });
      for (const cte of ctes) if (!out.has(cte.id)) out.set(cte.id, cte);
      if (!out.has(parent.uniqueId)) {
        const name = textOf(this.#relations.ofEphemeral(parent));
        out.set(parent.uniqueId, { id: parent.uniqueId, sql: ` ${name} as (\n${rendered}\n)` });
      }
    }
    return [...out.values()];
  }

  #context(
    node: CompilableNode,
    connection: NodeConnection,
    more: {
      readonly parents?: ModelNode[];
      readonly compiled?: CompiledNode | null;
      readonly inline?: boolean;
      readonly services?: RenderServices;
    },
    trial?: Trial,
    members: MemberTable<RunScope> = runtimeMembers,
  ): { readonly context: ScopeContext; readonly scope: RunScope } {
    const { compiled, parents } = more;
    const compiledState = compiled && {
      compiledCode: compiled.sql,
      extraCtes: compiled.extraCtes,
      compiledPath: this.options.compiledPath(node),
    };
    const reads = new NodeReads();
    const real: RunScope = {
      services: more.services ?? this.services,
      packageName: node.packageName,
      execute: true,
      nodeId: node.uniqueId,
      label: `${node.resourceType} ${node.name} (${node.originalFilePath})`,
      threadId: connection.threadId,
      context: () => context,
      node,
      linked: this.linked,
      graph: () => (this.#graph ??= graphValue(this.linked)),
      relations: this.#relations,
      results: new StatementResults(),
      selected: this.options.selected,
      deferral: this.options.deferral,
      counterpartOf: this.options.counterpartOf,
      ...(connection.session ? { session: connection.session } : {}),
      ...(connection.cache ? { cache: connection.cache } : {}),
      ...(connection.closing ? { closing: connection.closing } : {}),
      listed: (database, schema) => {
        reads.more();
        return connection.cache?.listed(database, schema);
      },
      limitParents: this.options.empty,
      eventTime: eventTimeOf(node, this.options.sample),
      reads,
      inline: more.inline ?? false,
      onEphemeral: (parent) => {
        if (parents && !parents.includes(parent)) parents.push(parent);
      },
      nodeDict: () => nodeDict(withConstraintTargets(node, real), compiledState ?? undefined),
      loadSeed: () => this.options.loadSeed(node),
      compiledSql: () => compiled?.sql ?? null,
      write: (sql) => this.options.write?.(node, sql),
    };
    const scope = trial ? trial.scope(real) : real;
    const context: ScopeContext = contextOf(scope, members);
    return { context, scope };
  }
}

/** A batch of a model is compiled after the batch before it. */
function isBatch(node: CompilableNode): boolean {
  return node.resourceType === 'model' && node.batch !== undefined;
}

/** Which rows of its parents a node reads. */
function eventTimeOf(node: CompilableNode, sample: TimeRange | undefined): TimeRange | undefined {
  if (node.resourceType !== 'model' && node.resourceType !== 'snapshot') return undefined;
  const batch = node.resourceType === 'model' ? node.batch : undefined;
  return batch && sample ? intersection(batch, sample) : (batch ?? sample);
}

/** Members of an evaluation that stands for others: it may not look for what is the node's own. */
const PLAN_MEMBERS: MemberTable<RunScope> = {
  ...runtimeMembers,
  [TEST_KWARGS]: () => {
    throw new Error('arguments of a generic test were read beside its parameters');
  },
};

function writtenArguments(node: CompilableNode): Readonly<Record<string, Json>> | undefined {
  return node.resourceType === 'test' && node.testMetadata
    ? (node.testMetadata.kwargs as Readonly<Record<string, Json>>)
    : undefined;
}

/** From an offset behind an injection to that before it. Outside of the renderer, whose variables it would keep alive. */
function toRendered({ at, length }: Injection): (offset: number) => number {
  return (offset) => (offset < at ? offset : offset < at + length ? -1 : offset - length);
}

/** A template that is a part of a file, with positions in that file where the text stands there as it is. */
function templateIn(text: string, file: SourceFile): Template {
  const start = file.text.indexOf(text);
  return start < 0
    ? parseTemplate(new SourceFile(file.path, text))
    : parseTemplate(file, { start, end: start + text.length });
}

/** Calls something that may wait for the database, and waits. */
export async function drive(callable: PyCallable, args: CallArguments): Promise<Value> {
  if (!callable.suspend) return callable.call(args);
  const evaluation: Suspendable = callable.suspend(args);
  let step = evaluation.next();
  while (!step.done) {
    let resolved: unknown;
    try {
      resolved = await step.value;
    } catch (error) {
      step = evaluation.throw(error);
      continue;
    }
    step = evaluation.next(resolved);
  }
  return step.value;
}
