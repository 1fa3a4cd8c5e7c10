import { type DuckDBConnection, DuckDBInstance, type DuckDBMaterializedResult } from '@duckdb/node-api';
import { toCell } from '../../../../compiler/adapters/duckdb/cells.js';
import type { Cell } from '../../../../compiler/adapters/types.js';
import { bigqueryMacros } from '../../../../compiler/sql/translate/index.js';
import type { Field } from './catalog.js';
import { fieldOf } from './types.js';

export interface Rows {
  readonly fields: readonly Field[];
  readonly rows: readonly (readonly Cell[])[];
}

export const quote = (...parts: readonly string[]): string =>
  parts.map((part) => `"${part.replaceAll('"', '""')}"`).join('.');

/** DuckDB in memory: a project is an attached database, a dataset a schema. */
export class Engine {
  readonly #projects = new Set<string>();

  private constructor(private readonly instance: DuckDBInstance) {}

  static async create(): Promise<Engine> {
    const engine = new Engine(await DuckDBInstance.create(':memory:'));
    await engine.use(async (c) => {
      for (const macro of bigqueryMacros) await c.run(macro);
    });
    return engine;
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

  async project(name: string): Promise<void> {
    if (this.#projects.has(name)) return;
    this.#projects.add(name);
    await this.use((c) => c.run(`ATTACH IF NOT EXISTS ':memory:' AS ${quote(name)}`));
  }

  close(): void {
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
    const rows: (readonly Cell[])[] = [];
    for (let at = 0; at < result.chunkCount; at++) {
      const chunk = result.getChunk(at);
      for (let row = 0; row < chunk.rowCount; row++)
        rows.push(chunk.convertRowValues(row, (value, type) => toCell(value, type, () => 0)));
    }
    return { fields, rows };
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
