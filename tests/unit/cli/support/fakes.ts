import type { Adapter } from '../../../../compiler/adapters/types.js';
import type { EventListener, NodeInfo, NodeStatus, QuernEvent } from '../../../../compiler/base/events.js';
import { SourceFile } from '../../../../compiler/base/source.js';
import type { CliIo, OutputStream } from '../../../../compiler/cli/io.js';
import type { Services } from '../../../../compiler/cli/services.js';
import type { Invocation, ProjectConfig } from '../../../../compiler/config/types.js';
import type { RunOptions, RunReport } from '../../../../compiler/execute/types.js';
import { Dag } from '../../../../compiler/graph/dag.js';
import type { ListedNode, Project, ShowReport } from '../../../../compiler/project.js';

export class FakeStream implements OutputStream {
  text = '';
  readonly #listeners = new Set<() => void>();

  constructor(
    readonly isTTY = false,
    public columns = 80,
  ) {}

  write(text: string): boolean {
    this.text += text;
    return true;
  }

  on(_event: 'resize', listener: () => void): void {
    this.#listeners.add(listener);
  }

  off(_event: 'resize', listener: () => void): void {
    this.#listeners.delete(listener);
  }

  resize(columns: number): void {
    this.columns = columns;
    for (const listener of this.#listeners) listener();
  }
}

export interface FakeIo extends CliIo {
  readonly stdout: FakeStream;
  readonly stderr: FakeStream;
  interrupt(): void;
  killed: boolean;
}

export const START = new Date('2024-05-06T07:08:09.100Z');

export function fakeIo(
  options: { tty?: boolean; columns?: number; env?: Record<string, string>; cwd?: string } = {},
): FakeIo {
  const listeners = new Set<() => void>();
  const io: FakeIo = {
    stdout: new FakeStream(options.tty, options.columns),
    stderr: new FakeStream(options.tty, options.columns),
    env: options.env ?? {},
    cwd: options.cwd ?? '/nowhere',
    interactive: false,
    now: () => START,
    pid: 42,
    killed: false,
    onInterrupt(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    kill() {
      io.killed = true;
    },
    interrupt() {
      for (const listener of listeners) listener();
    },
  };
  return io;
}

export function node(name: string, type = 'model', more: Partial<NodeInfo> = {}): NodeInfo {
  const isTest = type === 'test';
  return {
    uniqueId: `${type}.shop.${name}`,
    name,
    resourceType: type,
    materialized: type === 'model' ? 'table' : type,
    displayName: isTest ? name : `main.${name}`,
    path: isTest ? 'models/schema.yml' : `models/${name}.sql`,
    nodePath: `${name}.sql`,
    ...(isTest
      ? {}
      : { relation: { database: 'db', schema: 'main', alias: name, relationName: `"db"."main"."${name}"` } }),
    ...more,
  };
}

type Finished = Extract<QuernEvent, { type: 'node-finished' }>;

export function started(info: NodeInfo, index: number, total: number): QuernEvent {
  return { type: 'node-started', node: info, index, total, threadId: 'Thread-1 (worker)' };
}

export function finished(
  info: NodeInfo,
  index: number,
  total: number,
  status: NodeStatus,
  more: Partial<Finished> = {},
): Finished {
  const message = status === 'success' ? 'OK' : status;
  return { type: 'node-finished', node: info, index, total, status, message, seconds: 0.05, failures: null, ...more };
}

/** Every flag at its default. */
export function fakeConfig(invocation: Invocation): ProjectConfig {
  const file = new SourceFile('dbt_project.yml', 'name: shop\n');
  const { options } = invocation;
  return {
    invocation,
    flags: {
      fullRefresh: options.fullRefresh ?? false,
      failFast: options.failFast ?? false,
      warnError: false,
      warnErrorOptions: { error: [], warn: [], silence: [] },
      storeFailures: false,
      empty: options.empty ?? false,
      introspect: true,
      partialParse: true,
      populateCache: true,
      cacheSelectedOnly: false,
      writeJson: true,
      versionCheck: true,
      indirectSelection: 'eager',
      useColors: options.useColors ?? true,
      logFormat: options.logFormat ?? 'default',
      logFormatFile: options.logFormatFile ?? 'debug',
      logLevel: options.logLevel ?? 'info',
      logLevelFile: options.logLevelFile ?? 'none',
      logPath: null,
      targetPath: null,
      quiet: options.quiet ?? false,
      print: options.print ?? true,
      printerWidth: 80,
      maximumSeedSizeMib: 1,
      singleThreaded: false,
      defer: false,
      favorState: false,
      state: null,
      deferState: null,
      behavior: {},
    },
    root: {
      name: 'shop',
      root: '/nowhere',
      file,
      targetPath: '/nowhere/target',
      logPath: '/nowhere/logs',
      cleanTargets: ['target'],
      paths: {
        models: ['models'],
        seeds: ['seeds'],
        macros: ['macros'],
        tests: ['tests'],
        analyses: ['analyses'],
        snapshots: ['snapshots'],
        docs: [],
        functions: [],
        assets: [],
      },
    },
    packages: [],
    profile: {
      profileName: 'shop',
      targetName: 'dev',
      adapterType: 'duckdb',
      output: { type: 'duckdb' },
      threads: 4,
      file: new SourceFile('profiles.yml', ''),
    },
    cliVars: {},
    env: {},
    selectors: {},
    lookupVar: () => undefined,
    varNames: () => [],
  } as unknown as ProjectConfig;
}

export interface FakeProjectOptions {
  readonly events?: readonly QuernEvent[];
  readonly listed?: readonly ListedNode[];
  readonly shown?: readonly ShowReport[];
  readonly exitCode?: 0 | 1;
  readonly diagnostics?: Project['diagnostics'];
  /** Called in place of the run's end. */
  readonly during?: (events: EventListener, signal: AbortSignal | undefined) => Promise<void>;
}

/** A project that plays events and remembers what it was asked. */
export function fakeServices(
  options: FakeProjectOptions = {},
): Services & { readonly calls: { method: string; args: unknown[] }[]; invocation?: Invocation } {
  const calls: { method: string; args: unknown[] }[] = [];
  const services: ReturnType<typeof fakeServices> = {
    calls,
    loadConfig: async (invocation) => fakeConfig(invocation),
    loadAdapter: async () => fakeAdapter(),
    async openProject(invocation, { events, signal }) {
      services.invocation = invocation;
      events({
        type: 'project-loaded',
        adapter: 'duckdb',
        counts: { model: 2, test: 1 },
        seconds: 0.12,
        cached: 0,
        parsed: 3,
      });
      const report = async (command: string): Promise<RunReport> => {
        for (const event of options.events ?? []) events(event);
        await options.during?.(events, signal);
        return {
          command,
          results: [],
          elapsedSeconds: 1,
          startedAt: START,
          exitCode: options.exitCode ?? 0,
          interrupted: false,
        };
      };
      const called = (method: string, ...args: unknown[]) => calls.push({ method, args });
      const project: Project = {
        config: fakeConfig(invocation),
        diagnostics: options.diagnostics ?? [],
        get manifest(): never {
          throw new Error('no command reads the manifest');
        },
        dag: Dag.from([]),
        select: () => [],
        async parse() {
          called('parse');
        },
        async metricQuery(question) {
          called('metricQuery', question);
          return 'select 1';
        },
        async list(selection) {
          called('list', selection);
          return options.listed ?? [];
        },
        async monitor(o) {
          called('monitor', o);
          throw new Error('no test asks for monitors');
        },
        async compile(o) {
          called('compile', o);
          return { results: [], exitCode: 0 };
        },
        async run(command, o: RunOptions) {
          called('run', command, o);
          return report(command);
        },
        async show(o) {
          called('show', o);
          return options.shown ?? [];
        },
        async runOperation(macro, args) {
          called('runOperation', macro, args);
          return report('run-operation');
        },
        async freshness(o) {
          called('freshness', o);
          return report('source freshness');
        },
        async retention(request) {
          called('retention', request);
          return { results: [], exitCode: 0 };
        },
        async stage(o) {
          called('stage', o);
          return { sources: [], exitCode: 0 };
        },
        async catalog(o) {
          called('catalog', o);
          return { path: '/shop/target/catalog.json', relations: 3, errors: 0, exitCode: 0 };
        },
        async marks(request) {
          called('marks', request);
          return [];
        },
        async close() {
          called('close');
        },
      };
      return project;
    },
  };
  return services;
}

function fakeAdapter(): Adapter {
  const session = {
    execute: async () => ({ columns: [], rows: [], response: { _message: 'OK' } }),
    close: async () => {},
  };
  return {
    name: 'duckdb',
    publicKeys: ['path'],
    resolveCredentials: (output: Record<string, unknown>) => ({
      credentials: output,
      database: 'db',
      schema: 'main',
      problems: [],
    }),
    connect: async () => ({ session: async () => session, close: async () => {} }),
  } as unknown as Adapter;
}
