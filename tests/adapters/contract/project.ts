import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Cell, Credentials, Warehouse } from '../../../compiler/adapters/types.js';
import type { Diagnostic } from '../../../compiler/base/diagnostics.js';
import type { QuernEvent } from '../../../compiler/base/events.js';
import type { JsonObject } from '../../../compiler/base/json.js';
import type { NodeResult, RunOptions, RunReport } from '../../../compiler/execute/types.js';
import { openProject, type Project } from '../../../compiler/project.js';
import type { ProjectTarget } from './target.js';

type Command = 'run' | 'build' | 'test' | 'seed' | 'snapshot' | 'clone';

export interface CommandOptions {
  readonly fullRefresh?: boolean;
  readonly select?: readonly string[];
  readonly threads?: number;
  readonly signal?: AbortSignal;
  readonly vars?: JsonObject;
  /** Further options, by the names that the facade has for them. */
  readonly flags?: Readonly<Record<string, unknown>>;
  /** What counts as now. */
  readonly now?: Date;
}

/** A small project in a place of its own on a warehouse, run through the facade. */
export class ContractProject {
  readonly events: QuernEvent[] = [];

  private constructor(
    readonly target: ProjectTarget,
    readonly dir: string,
    readonly output: Credentials,
  ) {}

  static async create(target: ProjectTarget, files: Readonly<Record<string, string>> = {}): Promise<ContractProject> {
    const dir = mkdtempSync(join(tmpdir(), 'quern-contract-'));
    const output = await target.output(dir);
    const project = new ContractProject(target, dir, output);
    project.write({
      'dbt_project.yml': "name: shop\nversion: '1.0'\nprofile: shop\n",
      'profiles.yml': JSON.stringify({ shop: { target: 'dev', outputs: { dev: output } } }),
      ...files,
    });
    return project;
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.dir, path)), { recursive: true });
      writeFileSync(join(this.dir, path), text);
    }
  }

  async open<T>(command: string, options: CommandOptions, work: (project: Project) => Promise<T>): Promise<T> {
    const { fullRefresh = false, threads, signal, vars, flags, now = new Date() } = options;
    const invocation = {
      command,
      cwd: this.dir,
      env: { HOME: this.dir },
      options: {
        projectDir: this.dir,
        profilesDir: this.dir,
        fullRefresh,
        threads,
        ...flags,
        ...(vars ? { vars: JSON.stringify(vars) } : {}),
      },
      invocationId: 'contract',
      startedAt: now,
    };
    const project = await openProject(invocation, {
      events: (e) => void this.events.push(e),
      ...(signal ? { signal } : {}),
    });
    try {
      return await work(project);
    } finally {
      await project.close();
    }
  }

  run(command: Command, options: CommandOptions = {}): Promise<RunReport> {
    return this.open(command, options, (project) => project.run(command, runOptions(options)));
  }

  /** A run in which everything must succeed. */
  async ok(command: Command, options: CommandOptions = {}): Promise<RunReport> {
    const report = await this.run(command, options);
    const failed = report.results.find((r) => !['success', 'pass'].includes(r.status));
    if (failed || report.exitCode !== 0)
      throw new Error(`${command}: ${failed ? `${failed.status}: ${failed.message}` : 'failed'}`);
    return report;
  }

  /** A run in which the node of this name must fail; its result. */
  async failing(command: Command, name: string, options: CommandOptions = {}): Promise<NodeResult> {
    const report = await this.run(command, options);
    const result = report.results.find((r) => r.node.name === name);
    if (result?.status !== 'error') throw new Error(`'${name}' did not fail: ${result?.status} ${result?.message}`);
    return result;
  }

  /** A relation of the target's schema, as SQL names it. */
  relation(name: string): string {
    return this.quoted(this.#stored(name));
  }

  /** A relation of the target's schema whose name is kept as it is. */
  quoted(name: string): string {
    const { database, schema } = this.target.adapter.resolveCredentials(this.output);
    const parts = [this.#stored(database), this.#stored(schema), name];
    return parts.map((part) => this.target.adapter.dialect.quote(part)).join('.');
  }

  /** How the database keeps a name that is not quoted. */
  #stored(name: string): string {
    return this.target.adapter.dialect.unquotedCase === 'upper' ? name.toUpperCase() : name;
  }

  async warehouse<T>(work: (warehouse: Warehouse) => Promise<T>): Promise<T> {
    const { adapter } = this.target;
    const { credentials } = adapter.resolveCredentials(this.output);
    const warehouse = await adapter.connect(credentials, { projectRoot: this.dir, threads: 1 });
    try {
      return await work(warehouse);
    } finally {
      await warehouse.close();
    }
  }

  /** Rows of a query, as plain values: numbers, texts, booleans, null. */
  rows(sql: string): Promise<unknown[][]> {
    return this.warehouse(async (warehouse) => {
      const result = await (await warehouse.session('check')).execute(sql, { fetch: true });
      return result.rows.map((row) => row.map(plain));
    });
  }

  /** Runs statements, each committed by itself. */
  execute(...statements: readonly string[]): Promise<void> {
    return this.warehouse(async (warehouse) => {
      const session = await warehouse.session('check');
      for (const sql of statements) await session.execute(sql);
    });
  }

  /** All rows of a relation of the target's schema, in the order of their columns. */
  async contents(name: string): Promise<unknown[][]> {
    const rows = await this.rows(`select * from ${this.relation(name)}`);
    return rows.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }

  /** What the schema holds: types by name, in lower case unless it was quoted; functions left out. */
  async relations(): Promise<Record<string, string>> {
    this.write({
      'macros/contract_relations.sql': `{% macro contract_relations() %}{% for r in adapter.list_relations(target.database, target.schema) if r.type != 'function' %}
{{ log('RELATION ' ~ r.identifier ~ ' ' ~ r.type, info=true) }}{% endfor %}{% endmacro %}`,
    });
    const said = await this.logged('contract_relations');
    return Object.fromEntries(
      said
        .filter((line) => line.startsWith('RELATION '))
        .map((line) => [line.slice(9, line.lastIndexOf(' ')), line.slice(line.lastIndexOf(' ') + 1)] as const)
        .map(([name, type]) => [name === this.#stored(name.toLowerCase()) ? name.toLowerCase() : name, type]),
    );
  }

  /** What a macro logs. */
  async logged(macro: string, args: JsonObject = {}): Promise<string[]> {
    const before = this.events.length;
    const report = await this.open('run-operation', {}, (project) => project.runOperation(macro, args));
    if (report.exitCode !== 0) throw new Error(`${macro}: ${report.results[0]?.message}`);
    return this.events.slice(before).flatMap((event) => (event.type === 'log' ? [event.message] : []));
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}

export function runOptions({ select = [], threads = 4, fullRefresh = false }: CommandOptions = {}): RunOptions {
  return {
    select,
    exclude: [],
    resourceTypes: [],
    excludeResourceTypes: [],
    indirectSelection: 'eager',
    threads,
    fullRefresh,
    failFast: false,
    storeFailures: false,
    empty: false,
  };
}

/** `models/m.sql:5:3` */
export function placeOf(diagnostic: Diagnostic | undefined): string {
  const span = diagnostic?.span;
  if (!span) return 'nowhere';
  const { line, column } = span.file.locate(span.start);
  return `${span.file.path}:${line}:${column}`;
}

function plain(cell: Cell): unknown {
  if (cell === null || typeof cell !== 'object') return typeof cell === 'bigint' ? Number(cell) : cell;
  if (cell instanceof Uint8Array || Array.isArray(cell) || 'struct' in cell) return cell;
  const value = Object.values(cell)[0] as unknown;
  return 'decimal' in cell ? Number(value) : value;
}
