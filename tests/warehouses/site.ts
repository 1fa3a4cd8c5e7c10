import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { loadAdapter } from '../../compiler/adapters/registry.js';
import type { Cell as AdapterCell, Credentials } from '../../compiler/adapters/types.js';
import { startSnowflakeServer } from '../../compiler/emulate/snowflake/index.js';
import type { PostgresServer } from '../adapters/postgres/server-process.js';
import type { Cell, Row, Target } from './warehouse.js';

/** A place where a warehouse is built: a file, a database of a server, a stand-in on a local port. */
export interface Site {
  readonly target: Target;
  /** What profiles.yml of a warehouse reads. */
  readonly env: Readonly<Record<string, string>>;
  execute(sql: string): Promise<void>;
  /** Rows with names in lower case; decimals, dates and times as text. */
  query(sql: string): Promise<readonly Row[]>;
  /** Sets the clock, where the place has one of its own. */
  setClock?: ((time: string) => void) | undefined;
  close(): Promise<void>;
}

interface Place {
  readonly env: Readonly<Record<string, string>>;
  readonly credentials: Credentials;
  setClock?(time: string): void;
  close?(): Promise<void>;
}

/** @param folder for what is local to the site
 *  @param postgres the server, where the target is one of its databases */
export async function openSite(target: Target, folder: string, postgres?: PostgresServer): Promise<Site> {
  const place = await places[target](folder, postgres);
  const adapter = await loadAdapter(target);
  // A connection a call: one process at a time opens a DuckDB file.
  const run = async (sql: string, fetch: boolean): Promise<readonly Row[]> => {
    const { credentials } = adapter.resolveCredentials(place.credentials);
    const warehouse = await adapter.connect(credentials, { projectRoot: folder, threads: 2 });
    try {
      const session = await warehouse.session('harness');
      const { columns, rows } = await session.execute(sql, { fetch });
      await session.close();
      const names = columns.map(({ name }) => name.toLowerCase());
      return rows.map((row) => Object.fromEntries(row.map((cell, at) => [names[at]!, plain(cell)])));
    } finally {
      await warehouse.close();
    }
  };
  return {
    target,
    env: place.env,
    async execute(sql) {
      await run(sql, false);
    },
    query: (sql) => run(sql, true),
    setClock: place.setClock,
    close: async () => place.close?.(),
  };
}

const places: Readonly<Record<Target, (folder: string, postgres?: PostgresServer) => Promise<Place>>> = {
  async duckdb(folder) {
    const path = join(folder, 'warehouse.duckdb');
    return { env: { DUCKDB_PATH: path }, credentials: { type: 'duckdb', path } };
  },

  async postgres(_, server) {
    if (!server) throw new Error('a PostgreSQL server is needed');
    const { host, port, user, password } = server;
    const database = `warehouse_${randomBytes(6).toString('hex')}`;
    const output = { type: 'postgres', host, port, user, password, schema: 'public' };
    await administer(output, `create database ${database}`);
    return {
      env: { PGHOST: host, PGPORT: String(port), PGUSER: user, PGPASSWORD: password, PGDATABASE: database },
      credentials: { ...output, dbname: database },
      close: () => administer(output, `drop database if exists ${database} with (force)`),
    };
  },

  async snowflake() {
    const server = await startSnowflakeServer({});
    const { hostname, port } = new URL(server.url);
    return {
      env: {
        SNOWFLAKE_ACCOUNT: 'local',
        SNOWFLAKE_USER: 'ada',
        SNOWFLAKE_PASSWORD: 'secret',
        SNOWFLAKE_PROTOCOL: 'http',
        SNOWFLAKE_HOST: hostname,
        SNOWFLAKE_PORT: port,
        SNOWFLAKE_DATABASE: 'WAREHOUSE',
      },
      credentials: {
        type: 'snowflake',
        account: 'local',
        user: 'ada',
        password: 'secret',
        database: 'WAREHOUSE',
        schema: 'PUBLIC',
        access_url: server.url,
      },
      close: () => server.close(),
    };
  },

  async bigquery(folder) {
    const [emulator, project] = [join(folder, 'warehouse.duckdb'), 'acme'];
    const env: Record<string, string> = { BIGQUERY_FILE: emulator, BIGQUERY_PROJECT: project };
    const output = { type: 'bigquery', method: 'emulated', emulator, project, dataset: 'harness' };
    const credentials: Record<string, string> = { ...output };
    return {
      env,
      credentials,
      setClock(time) {
        env.BIGQUERY_CLOCK = time;
        credentials.emulator_clock = time;
      },
    };
  },
};

async function administer(output: Credentials, sql: string): Promise<void> {
  const adapter = await loadAdapter('postgres');
  const { credentials } = adapter.resolveCredentials({ ...output, dbname: 'postgres' });
  const warehouse = await adapter.connect(credentials, { projectRoot: '/', threads: 1 });
  try {
    await (await warehouse.session('harness')).execute(sql);
  } finally {
    await warehouse.close();
  }
}

function plain(cell: AdapterCell): Cell {
  if (cell === null || typeof cell === 'boolean' || typeof cell === 'number' || typeof cell === 'string') return cell;
  if (typeof cell === 'bigint') return Number(cell);
  if (Array.isArray(cell)) return JSON.stringify(cell.map((inner) => plain(inner)));
  if ('struct' in cell)
    return JSON.stringify(cell.struct.map(([name, inner]: readonly [string, AdapterCell]) => [name, plain(inner)]));
  return Object.values(cell)[0] as Cell;
}
