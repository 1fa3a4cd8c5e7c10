import {
  type DuckDBConnection,
  DuckDBInstance,
  type DuckDBMaterializedResult,
  type DuckDBValue,
} from '@duckdb/node-api';
import { bigqueryMacros } from '../../../sql/translate/index.js';
import type { Field } from './catalog.js';
import { type Files, MEMORY } from './files.js';
import { fieldOf } from './types.js';

export interface Rows {
  readonly fields: readonly Field[];
  readonly rows: readonly (readonly DuckDBValue[])[];
}

export interface EngineOptions {
  /** Where projects are kept; in memory if it is not given. */
  readonly files?: Files | undefined;
  /** What `current_timestamp()` is at the start; from there it goes on as time does. */
  readonly clock?: Date | undefined;
}

export const quote = (...parts: readonly string[]): string =>
  parts.map((part) => `"${part.replaceAll('"', '""')}"`).join('.');
export const textOf = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** One DuckDB: a project is an attached database, a dataset a schema. */
export class Engine {
  readonly #projects = new Map<string, Promise<void>>();
  readonly #started = Date.now();
  /** Told of each project that was attached, before anybody uses it. */
  attached: (project: string) => Promise<void> = async () => {};

  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly options: EngineOptions,
  ) {}

  static async create(options: EngineOptions = {}): Promise<Engine> {
    const { files, clock } = options;
    // What does not fit into memory goes beside the data, as DuckDB does it with a file of its own.
    const settings = files ? { temp_directory: files.temporary } : undefined;
    const engine = new Engine(await DuckDBInstance.create(':memory:', settings), options);
    await engine.use(async (c) => {
      for (const macro of bigqueryMacros) await c.run(macro);
      if (clock) {
        const ahead = clock.getTime() - engine.#started;
        await c.run(`CREATE OR REPLACE MACRO bq_now() AS now() + to_milliseconds(${ahead})`);
      }
    });
    return engine;
  }

  /** The moment, by the server's clock. */
  now(): number {
    const { clock } = this.options;
    return clock ? clock.getTime() + Date.now() - this.#started : Date.now();
  }

  async connect(): Promise<EngineConnection> {
    const connection = await this.instance.connect();
    await connection.run("SET TimeZone = 'UTC'; SET default_null_order = 'nulls_first_on_asc_last_on_desc'");
    return new EngineConnection(connection);
  }

  async use<T>(work: (connection: EngineConnection) => Promise<T>): Promise<T> {
    const connection = await this.connect();
    try {
      return await work(connection);
    } finally {
      connection.close();
    }
  }

  get projects(): readonly string[] {
    return [...this.#projects.keys()];
  }

  /** A project exists by being named. */
  project(name: string): Promise<void> {
    const known = this.#projects.get(name);
    if (known) return known;
    const attaching = this.#attach(name);
    this.#projects.set(name, attaching);
    return attaching;
  }

  async #attach(name: string): Promise<void> {
    const path = this.options.files?.of(name) ?? MEMORY;
    const version = path === MEMORY ? '' : " (STORAGE_VERSION 'latest')";
    await this.use((c) => c.run(`ATTACH IF NOT EXISTS ${textOf(path)} AS ${quote(name)}${version}`));
    await this.attached(name);
  }

  /** Without the last checkpoint, the next start would read the log again. */
  async close(): Promise<void> {
    if (this.options.files)
      await this.use(async (c) => {
        for (const name of this.#projects.keys()) await c.run(`CHECKPOINT ${quote(name)}`).catch(() => undefined);
      });
    this.instance.closeSync();
  }
}

export class EngineConnection {
  constructor(private readonly connection: DuckDBConnection) {}

  /** Statements of different jobs that meet are tried again, as BigQuery queues them. */
  async run(sql: string): Promise<DuckDBMaterializedResult> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.connection.run(sql);
      } catch (error) {
        const message = error instanceof Error ? error.message : '';
        if (!/conflict/i.test(message) || attempt > 20) throw error;
        await new Promise((resolve) => setTimeout(resolve, 10 * attempt));
      }
    }
  }

  async rows(sql: string): Promise<Rows> {
    const result = await this.run(sql);
    const types = result.columnTypes();
    const fields = result.columnNames().map((name, i) => fieldOf(name, types[i]!));
    return { fields, rows: (await result.getRows()) as DuckDBValue[][] };
  }

  async fields(query: string): Promise<Field[]> {
    return [...(await this.rows(`SELECT * FROM (${query}) LIMIT 0`)).fields];
  }

  async count(table: readonly string[]): Promise<number> {
    return Number((await this.rows(`SELECT count(*) FROM ${quote(...table)}`)).rows[0]![0]);
  }

  interrupt(): void {
    this.connection.interrupt();
  }

  close(): void {
    this.connection.disconnectSync();
  }
}
