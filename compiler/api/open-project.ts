import type { JsonObject } from '../base/json.js';
import { runOptionsOf, selectionOf } from '../cli/run-options.js';
import type { RunReport } from '../execute/types.js';
import type { ListedNode } from '../project.js';
import { type Call, call } from './call.js';
import { EventStream } from './event-stream.js';
import { problemOf } from './problem.js';
import type {
  CallOptions,
  CompileOptions,
  CompileResult,
  LogEvent,
  OpenOptions,
  ParseResult,
  Project,
  Resource,
  RunCommand,
  RunOptions,
  RunResult,
  Selection,
} from './types.js';

/** Reads a project and answers a handle on it. Rejects with a ProjectError of everything that is wrong with it. */
export async function open(options: OpenOptions = {}): Promise<Project> {
  const project = new OpenProject(options);
  await project.read();
  return project;
}

class OpenProject implements Project {
  name = '';
  target = '';
  root = '';
  readonly #closing = new AbortController();
  readonly #streams = new Set<EventStream>();
  /** The end of the last call. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(private readonly opened: OpenOptions) {}

  async read(): Promise<void> {
    await this.#call('parse', {}, {}, async ({ project: { config } }) => {
      this.name = config.root.name;
      this.root = config.root.root;
      this.target = config.profile.targetName;
    });
  }

  parse(options: CallOptions = {}): Promise<ParseResult> {
    return this.#call('parse', options, {}, async ({ project, warnings, counts }) => {
      await project.parse();
      const { root, flags } = project.config;
      return { manifestPath: flags.writeJson ? `${root.targetPath}/manifest.json` : null, counts, warnings };
    });
  }

  select(options: Selection & CallOptions = {}): Promise<readonly Resource[]> {
    return this.#call('list', options, selected(options), async ({ project, options: given }) =>
      (await project.list(selectionOf(given, project))).map(resourceOf),
    );
  }

  compile(options: CompileOptions = {}): Promise<CompileResult> {
    const { inline } = options;
    return this.#call('compile', options, { ...selected(options), inline }, async (made) => {
      const { project } = made;
      const report = await project.compile({
        ...runOptionsOf(made.options, project),
        ...(inline === undefined ? {} : { inline }),
      });
      return {
        ok: report.exitCode === 0,
        nodes: report.results.map(({ node, compiled, diagnostic }) => ({
          id: node.uniqueId,
          name: node.name,
          sql: compiled?.sql ?? null,
          problem: diagnostic ? problemOf(diagnostic) : null,
        })),
        warnings: made.warnings,
      };
    });
  }

  run(command: RunCommand, options: RunOptions = {}): Promise<RunResult> {
    const { signal: _, onEvent: __, ...given } = options;
    return this.#call(command, options, given, async (made) =>
      resultOf(await made.project.run(command, runOptionsOf(made.options, made.project)), made),
    );
  }

  runOperation(
    macro: string,
    args: Readonly<Record<string, unknown>> = {},
    options: CallOptions = {},
  ): Promise<RunResult> {
    const given = { macro, args: JSON.stringify(args) };
    return this.#call('run-operation', options, given, async (made) =>
      resultOf(await made.project.runOperation(macro, args as JsonObject), made),
    );
  }

  events(): AsyncIterableIterator<LogEvent> {
    const stream = new EventStream((ended) => this.#streams.delete(ended));
    if (this.#closing.signal.aborted) stream.end();
    else this.#streams.add(stream);
    return stream;
  }

  async close(): Promise<void> {
    this.#closing.abort(new Error('The project has been closed'));
    await this.#last;
    for (const stream of this.#streams) stream.end();
    this.#streams.clear();
  }

  /** Carries a call out once the one before has ended: they share the target folder. */
  #call<T>(
    command: string,
    { signal, onEvent }: CallOptions,
    options: Readonly<Record<string, unknown>>,
    work: (call: Call) => Promise<T>,
  ): Promise<T> {
    const signals = [this.#closing.signal, this.opened.signal, signal].filter((s) => s !== undefined);
    const tell = (event: LogEvent): void => {
      this.opened.onEvent?.(event);
      onEvent?.(event);
      for (const stream of this.#streams) stream.push(event);
    };
    const done = this.#last.then(() =>
      call({ command, open: this.opened, options, signal: AbortSignal.any(signals), tell }, work),
    );
    this.#last = done.catch(() => {});
    return done;
  }
}

function selected(selection: Selection): Record<string, unknown> {
  const { select, exclude, selector, resourceTypes, excludeResourceTypes } = selection;
  return { select, exclude, selector, resourceTypes, excludeResourceTypes };
}

const KEYS = ['package_name', 'tags', 'depends_on', 'config'];

function resourceOf(node: ListedNode): Resource {
  const { package_name, tags, depends_on, config } = node.json(KEYS) as {
    readonly package_name?: string;
    readonly tags?: readonly string[];
    readonly depends_on?: { readonly nodes?: readonly string[] };
    readonly config?: JsonObject;
  };
  return {
    id: node.uniqueId,
    name: node.name,
    type: node.resourceType,
    package: package_name ?? '',
    path: node.originalFilePath,
    fqn: node.fqn,
    tags: tags ?? [],
    dependsOn: depends_on?.nodes ?? [],
    config: config ?? {},
  };
}

function resultOf(
  { results, elapsedSeconds, exitCode, interrupted, suites = [] }: RunReport,
  { warnings }: Call,
): RunResult {
  return {
    ok: exitCode === 0,
    interrupted,
    seconds: elapsedSeconds,
    nodes: results.map((result) => ({
      id: result.node.uniqueId,
      name: result.node.name,
      type: result.node.resourceType,
      status: result.status,
      message: result.message,
      seconds: result.executionTime,
      failures: result.failures,
      relation: result.relationName,
      response: result.adapterResponse,
      problem: result.diagnostic ? problemOf(result.diagnostic) : null,
    })),
    suites: suites.map(({ name, status, pass, warn, error, skipped, expectations, rate }) => ({
      name,
      status,
      pass,
      warn,
      error,
      skipped,
      expectations,
      rate,
    })),
    warnings,
  };
}
