import type { Catalog, Dataset, Table } from './catalog.js';
import { newTable } from './catalog.js';
import { type Engine, type EngineConnection, quote, textOf } from './engine.js';

const OWN = 'quern emulator';

/** Keeps the catalog beside the data, so that a server that starts on the same files knows what it knew. */
export class Store {
  /** What was written last, by project. */
  readonly #written = new Map<string, string>();
  #last: Promise<void> = Promise.resolve();

  constructor(
    private readonly engine: Engine,
    private readonly catalog: Catalog,
  ) {}

  /**
   * Reads what is known of a project, and compares it with what there is: a table that is gone is forgotten (the server was ended
   * between the two), one that somebody else put into the file is taken on.
   */
  async read(project: string): Promise<void> {
    await this.engine.use(async (c) => {
      const at = quote(project, OWN);
      await c.run(`CREATE SCHEMA IF NOT EXISTS ${at}`);
      await c.run(`CREATE TABLE IF NOT EXISTS ${at}.catalog (content VARCHAR)`);
      const { rows } = await c.rows(`SELECT content FROM ${at}.catalog`);
      const content = rows[0] ? String(rows[0][0]) : '{"datasets": [], "grants": []}';
      this.#written.set(project, content);
      this.#restore(JSON.parse(content));
      await this.#compare(project, c);
    });
  }

  #restore({ datasets, grants }: Written): void {
    for (const { tables, ...dataset } of datasets)
      this.catalog.datasets.set(`${dataset.project}.${dataset.name}`, {
        ...dataset,
        tables: new Map(tables.map((table) => [table.name, table])),
      });
    for (const [key, roles] of grants)
      this.catalog.grants.set(key, new Map(roles.map(([role, members]) => [role, new Set(members)])));
  }

  async #compare(project: string, connection: EngineConnection): Promise<void> {
    const of = `WHERE database_name = ${textOf(project)} AND schema_name NOT IN (${textOf(OWN)}, 'main') AND NOT internal`;
    const { rows: schemas } = await connection.rows(
      `SELECT schema_name FROM duckdb_schemas() ${of} AND schema_name NOT IN ('information_schema', 'pg_catalog')`,
    );
    const { rows } = await connection.rows(
      `SELECT schema_name, table_name, 'TABLE' FROM duckdb_tables() ${of} UNION ALL SELECT schema_name, view_name, 'VIEW' FROM duckdb_views() ${of}`,
    );
    for (const [schema] of schemas)
      if (!this.catalog.datasets.has(`${project}.${schema}`)) this.catalog.createDataset(project, String(schema));
    const there = new Set(rows.map(([schema, name]) => `${schema}.${name}`));
    for (const dataset of this.catalog.datasets.values())
      for (const { name } of dataset.project === project ? [...dataset.tables.values()] : [])
        if (!there.has(`${dataset.name}.${name}`)) dataset.tables.delete(name);
    for (const [schema, name, type] of rows.map((row) => row.map(String))) {
      const path = [project, schema!, name!] as const;
      if (this.catalog.find(path)) continue;
      const fields = await connection.fields(`SELECT * FROM ${quote(...path)}`);
      this.catalog.put(newTable(path, type as 'TABLE' | 'VIEW', fields));
    }
  }

  /** Writes what has changed since the last time. */
  save(): Promise<void> {
    const saving = this.#last.then(async () => {
      for (const project of this.engine.projects) await this.#write(project);
    });
    this.#last = saving.catch(() => undefined);
    return saving;
  }

  async #write(project: string): Promise<void> {
    const content = written(this.catalog, project);
    if (this.#written.get(project) === content) return;
    const at = `${quote(project, OWN)}.catalog`;
    await this.engine.use((c) =>
      c.run(`BEGIN; DELETE FROM ${at}; INSERT INTO ${at} VALUES (${textOf(content)}); COMMIT`),
    );
    this.#written.set(project, content);
  }
}

interface Written {
  readonly datasets: readonly (Omit<Dataset, 'tables'> & { readonly tables: readonly Table[] })[];
  readonly grants: readonly (readonly [string, readonly (readonly [string, readonly string[]])[]])[];
}

function written(catalog: Catalog, project: string): string {
  const datasets = [...catalog.datasets.values()].filter((dataset) => dataset.project === project);
  const grants = [...catalog.grants].filter(([key]) => key.startsWith(`${project}.`));
  const content: Written = {
    datasets: datasets.map((dataset) => ({ ...dataset, tables: [...dataset.tables.values()] })),
    grants: grants.map(([key, roles]) => [key, [...roles].map(([role, members]) => [role, [...members]])]),
  };
  return JSON.stringify(content);
}
