import { ApiError, duplicate, invalidQuery, notFound } from '../engine/api-error.js';
import { type Catalog, newTable, type Path, type Table, type TableType } from '../engine/catalog.js';
import { type EngineConnection, quote } from '../engine/engine.js';
import { duckdbType, parseType, splitTop } from '../engine/types.js';
import { columnsOf } from './columns.js';
import { createExternal } from './external.js';
import { applyOptions, applyPartition, parseOptions } from './options.js';
import type { Reader } from './reader.js';
import type { Outcome } from './script.js';
import { unquote } from './tokens.js';

export interface DdlHost {
  readonly catalog: Catalog;
  readonly connection: EngineConnection;
  /** A query as DuckDB runs it; `isStored`: not now. */
  query(sql: string, isStored?: boolean): Promise<string>;
}

interface Head {
  readonly path: Path;
  readonly replace: boolean;
  readonly ifNotExists: boolean;
}

/** Runs a statement that defines something; undefined for one that is none. */
export async function runDdl(reader: Reader, host: DdlHost): Promise<Outcome | undefined> {
  if (reader.take('CREATE')) return await create(reader, host);
  if (reader.take('DROP')) return await drop(reader, host);
  if (reader.take('ALTER')) return await alter(reader, host);
  if (reader.take('TRUNCATE', 'TABLE')) {
    const path = reader.path();
    host.catalog.table(path);
    await host.connection.run(`DELETE FROM ${quote(...path)}`);
    return { statementType: 'TRUNCATE_TABLE' };
  }
  if (reader.take('CALL', 'BQ', '.', 'REFRESH_MATERIALIZED_VIEW')) {
    const path = unquote(reader.brackets().trim()).split('.') as unknown as Path;
    if (host.catalog.table(path).type !== 'MATERIALIZED_VIEW')
      throw invalidQuery(`${path.join('.')} is no materialized view`);
    return { statementType: 'CALL' };
  }
  if (reader.take('GRANT')) return grant(reader, host, 'TO');
  if (reader.take('REVOKE')) return grant(reader, host, 'FROM');
  return undefined;
}

async function create(reader: Reader, host: DdlHost): Promise<Outcome> {
  const replace = reader.take('OR', 'REPLACE');
  const aggregate = reader.take('AGGREGATE');
  if (reader.take('FUNCTION')) return await createFunction(reader, host, aggregate);
  const materialized = reader.take('MATERIALIZED');
  if (!materialized && reader.take('SCHEMA')) return await createSchema(reader, host);
  if (reader.take('EXTERNAL', 'TABLE')) {
    const ifNotExists = reader.take('IF', 'NOT', 'EXISTS');
    const head = { path: reader.path(), replace, ifNotExists };
    const existing = checkReplace(head, 'EXTERNAL', host.catalog);
    if (!existing || !ifNotExists) await createExternal(reader, host, head.path);
    return { statementType: 'CREATE_EXTERNAL_TABLE', destination: head.path };
  }
  const isTable = !materialized && reader.take('TABLE');
  if (!isTable) reader.expect('VIEW');
  const ifNotExists = reader.take('IF', 'NOT', 'EXISTS');
  const head = { path: reader.path(), replace, ifNotExists };
  return isTable
    ? await createTable(reader, host, head)
    : await createView(reader, host, head, materialized ? 'MATERIALIZED_VIEW' : 'VIEW');
}

async function createSchema(reader: Reader, { catalog, connection }: DdlHost): Promise<Outcome> {
  const ifNotExists = reader.take('IF', 'NOT', 'EXISTS');
  const [project, name] = reader.datasetPath();
  if (reader.take('OPTIONS')) parseOptions(reader.brackets());
  reader.end();
  if (catalog.datasets.has(`${project}.${name}`)) {
    if (!ifNotExists) throw duplicate(`Dataset ${project}:${name}`);
  } else {
    await connection.run(`CREATE SCHEMA IF NOT EXISTS ${quote(project, name)}`);
    catalog.createDataset(project, name);
  }
  return { statementType: 'CREATE_SCHEMA' };
}

/** Those in SQL can be called; of others it is looked at how they are written. */
async function createFunction(reader: Reader, host: DdlHost, aggregate: boolean): Promise<Outcome> {
  const path = reader.path();
  host.catalog.dataset(path[0], path[1]);
  const names = splitTop(reader.brackets()).map((argument) => argument.trim().split(/\s+/)[0]!);
  reader.expect('RETURNS');
  const returns = reader.until('DETERMINISTIC', 'NOT', 'LANGUAGE', 'OPTIONS', 'AS').trim();
  if (!reader.take('DETERMINISTIC')) reader.take('NOT', 'DETERMINISTIC');
  if (reader.take('LANGUAGE')) {
    const language = reader.name().toLowerCase();
    if (language !== 'js' && language !== 'python') throw invalidQuery(`Unsupported language: ${language}`);
    if (reader.take('OPTIONS')) parseOptions(reader.brackets());
    else if (language === 'python') throw invalidQuery('Python UDFs need the options entry_point and runtime_version');
    reader.expect('AS');
    if (!/^[rR]?('''|"""|'|")/.test(reader.rest())) throw invalidQuery('The body must be a string literal');
    return { statementType: 'CREATE_FUNCTION' };
  }
  reader.expect('AS');
  const body = reader.brackets();
  reader.end();
  const select = await host.query(`SELECT CAST((${body}) AS ${returns})`);
  if (!aggregate || names.length > 0)
    await host.connection.run(
      `CREATE OR REPLACE MACRO ${quote(...path)}(${names.join(', ')}) AS (${select.replace(/^\s*select/i, '')})`,
    );
  return { statementType: 'CREATE_FUNCTION' };
}

/** What stands there must be of the same kind to be replaced. */
function checkReplace({ path, replace, ifNotExists }: Head, type: TableType, catalog: Catalog): Table | undefined {
  catalog.dataset(path[0], path[1]);
  const existing = catalog.find(path);
  if (existing && !replace && !ifNotExists) throw duplicate(`Table ${path[0]}:${path[1]}.${path[2]}`);
  if (existing && existing.type !== type)
    throw invalidQuery(
      `${path[0]}:${path[1]}.${path[2]} is not allowed for this operation because it is currently a ${existing.type}.`,
    );
  return existing;
}

async function createTable(reader: Reader, host: DdlHost, head: Head): Promise<Outcome> {
  const { catalog, connection } = host;
  const existing = checkReplace(head, 'TABLE', catalog);
  const { path } = head;
  const copied = reader.take('CLONE') || reader.take('COPY');
  if (copied) return await copyTable(reader, host, head);
  if (existing && head.ifNotExists) return { statementType: 'CREATE_TABLE' };
  const table = newTable(path, 'TABLE');
  const columns = reader.next?.text === '(' ? reader.brackets() : undefined;
  if (columns !== undefined) table.fields = columnsOf(columns);
  const partition = reader.take('PARTITION', 'BY') ? reader.until('CLUSTER', 'OPTIONS', 'AS') : undefined;
  const cluster = reader.take('CLUSTER', 'BY') ? reader.until('OPTIONS', 'AS') : undefined;
  const options = reader.take('OPTIONS') ? parseOptions(reader.brackets()) : {};
  const select = reader.take('AS') ? await host.query(reader.rest()) : undefined;
  reader.end();
  if (columns === undefined && select !== undefined) table.fields = await connection.fields(select);
  const repeated = table.fields.map((f) => f.name.toLowerCase()).find((name, i, all) => all.indexOf(name) !== i);
  if (repeated !== undefined) throw invalidQuery(`Duplicate column name '${repeated}'`);
  if (partition !== undefined) applyPartition(table, partition);
  if (cluster !== undefined)
    table.clustering = { fields: cluster.split(',').map((name) => name.trim().replaceAll('`', '')) };
  for (const name of table.clustering?.fields ?? [])
    if (!table.fields.some((f) => f.name.toLowerCase() === name.toLowerCase()))
      throw invalidQuery(`Unrecognized name: ${name}`);
  applyOptions(table, options);
  if (existing) checkSpec(existing, table);
  const isIngestion = table.timePartitioning !== undefined && table.timePartitioning.field === undefined;
  const hidden = isIngestion ? [`"_PARTITIONTIME" TIMESTAMPTZ DEFAULT date_trunc('day', now())`] : [];
  const definition = [
    ...table.fields.map((f) => `"${f.name}" ${duckdbType(f)}${f.mode === 'REQUIRED' ? ' NOT NULL' : ''}`),
    ...hidden,
  ];
  // Filled beside and put in place as one: a query that fails leaves the old table.
  await connection.run('BEGIN');
  try {
    // The query may read the table that it replaces.
    const rows = existing && select !== undefined ? '(FROM quern_replacing)' : select;
    if (rows !== select) await connection.run(`CREATE OR REPLACE TEMP TABLE quern_replacing AS ${select}`);
    await connection.run(`CREATE OR REPLACE TABLE ${quote(...path)} (${definition.join(', ')})`);
    if (rows !== undefined)
      await connection.run(
        `INSERT INTO ${quote(...path)} (${table.fields.map((f) => quote(f.name)).join(', ')}) ${rows}`,
      );
    if (rows !== select) await connection.run('DROP TABLE quern_replacing');
    await connection.run('COMMIT');
  } catch (error) {
    await connection.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
  catalog.put(table);
  return { statementType: select === undefined ? 'CREATE_TABLE' : 'CREATE_TABLE_AS_SELECT', destination: path };
}

function checkSpec(old: Table, table: Table): void {
  const spec = (t: Table): string =>
    JSON.stringify([t.timePartitioning?.type, t.timePartitioning?.field, t.rangePartitioning]).toLowerCase();
  if (spec(old) !== spec(table))
    throw invalidQuery(
      'Cannot replace a table with a different partitioning spec. Instead, DROP the table, and then recreate it.',
    );
  if (JSON.stringify(old.clustering) !== JSON.stringify(table.clustering))
    throw invalidQuery(
      'Cannot replace a table with a different clustering spec. Instead, DROP the table, and then recreate it.',
    );
}

async function copyTable(
  reader: Reader,
  { catalog, connection }: DdlHost,
  { path, ifNotExists }: Head,
): Promise<Outcome> {
  const source = catalog.table(reader.path());
  if (reader.take('OPTIONS')) parseOptions(reader.brackets());
  reader.end();
  if (source.type !== 'TABLE')
    throw invalidQuery(
      `${source.project}:${source.dataset}.${source.name} is not allowed for this operation because it is currently a ${source.type}.`,
    );
  if (!(ifNotExists && catalog.find(path))) {
    await connection.run(
      `CREATE OR REPLACE TABLE ${quote(...path)} AS SELECT * FROM ${quote(source.project, source.dataset, source.name)}`,
    );
    const { options, labels, fields, description } = source;
    catalog.put({
      ...newTable(path, 'TABLE', structuredClone(fields)),
      options: { ...options },
      labels: { ...labels },
      ...(description === undefined ? {} : { description }),
      ...specOf(source),
    });
  }
  return { statementType: 'CREATE_TABLE', destination: path };
}

export function specOf(table: Table): Partial<Table> {
  const { timePartitioning, rangePartitioning, clustering, requirePartitionFilter } = table;
  return structuredClone({
    ...(timePartitioning ? { timePartitioning } : {}),
    ...(rangePartitioning ? { rangePartitioning } : {}),
    ...(clustering ? { clustering } : {}),
    ...(requirePartitionFilter === undefined ? {} : { requirePartitionFilter }),
  });
}

async function createView(reader: Reader, host: DdlHost, head: Head, type: TableType): Promise<Outcome> {
  const existing = checkReplace(head, type, host.catalog);
  const table = newTable(head.path, type);
  const columns = reader.next?.text === '(' ? splitTop(reader.brackets()) : undefined;
  const partition = reader.take('PARTITION', 'BY') ? reader.until('CLUSTER', 'OPTIONS', 'AS') : undefined;
  const cluster = reader.take('CLUSTER', 'BY') ? reader.until('OPTIONS', 'AS') : undefined;
  const options = reader.take('OPTIONS') ? parseOptions(reader.brackets()) : {};
  reader.expect('AS');
  table.query = reader.rest();
  if (existing && head.ifNotExists) return { statementType: 'CREATE_VIEW' };
  const select = await host.query(table.query, true);
  table.fields = await host.connection.fields(select);
  for (const [i, column] of (columns ?? []).entries()) {
    const [, quoted, plain, options] = /^\s*(?:`([^`]+)`|(\w+))(?:\s+OPTIONS\s*\(([\s\S]*)\))?\s*$/i.exec(column) ?? [];
    const description = options === undefined ? undefined : parseOptions(options).description;
    table.fields[i] = {
      ...table.fields[i]!,
      name: (quoted ?? plain)!,
      ...(description === undefined ? {} : { description: String(description) }),
    };
  }
  if (partition !== undefined) applyPartition(table, partition);
  if (cluster !== undefined)
    table.clustering = { fields: cluster.split(',').map((name) => name.trim().replaceAll('`', '')) };
  applyOptions(table, options);
  const names = columns ? `(${table.fields.map((f) => quote(f.name)).join(', ')})` : '';
  await host.connection.run(`CREATE OR REPLACE VIEW ${quote(...head.path)} ${names} AS ${select}`);
  host.catalog.put(table);
  return { statementType: type === 'VIEW' ? 'CREATE_VIEW' : 'CREATE_MATERIALIZED_VIEW', destination: head.path };
}

async function drop(reader: Reader, { catalog, connection }: DdlHost): Promise<Outcome> {
  if (reader.take('SCHEMA')) {
    const ifExists = reader.take('IF', 'EXISTS');
    const [project, name] = reader.datasetPath();
    const cascade = reader.take('CASCADE');
    reader.end();
    const dataset = catalog.datasets.get(`${project}.${name}`);
    if (!dataset && !ifExists) throw notFound(`Dataset ${project}:${name}`);
    if (dataset && dataset.tables.size > 0 && !cascade)
      throw new ApiError(400, 'resourceInUse', `Dataset ${project}:${name} is still in use`);
    if (dataset) await connection.run(`DROP SCHEMA IF EXISTS ${quote(project, name)} CASCADE`);
    catalog.datasets.delete(`${project}.${name}`);
    return { statementType: 'DROP_SCHEMA' };
  }
  const type: TableType = reader.take('MATERIALIZED', 'VIEW')
    ? 'MATERIALIZED_VIEW'
    : reader.take('VIEW')
      ? 'VIEW'
      : reader.take('EXTERNAL', 'TABLE')
        ? 'EXTERNAL'
        : 'TABLE';
  if (type === 'TABLE') reader.expect('TABLE');
  const ifExists = reader.take('IF', 'EXISTS');
  const path = reader.path();
  reader.end();
  const table = catalog.find(path);
  if (!table) {
    if (!ifExists) throw notFound(`Table ${path[0]}:${path[1]}.${path[2]}`);
  } else {
    if (table.type !== type)
      throw invalidQuery(
        `${path[0]}:${path[1]}.${path[2]} is not allowed for this operation because it is currently a ${table.type}.`,
      );
    await connection.run(`DROP ${type === 'TABLE' ? 'TABLE' : 'VIEW'} ${quote(...path)}`);
    catalog.drop(path);
  }
  return { statementType: type === 'EXTERNAL' ? 'DROP_EXTERNAL_TABLE' : `DROP_${type}` };
}

async function alter(reader: Reader, { catalog, connection }: DdlHost): Promise<Outcome> {
  if (reader.take('SCHEMA')) {
    const ifExists = reader.take('IF', 'EXISTS');
    const [project, name] = reader.datasetPath();
    if (!ifExists) catalog.dataset(project, name);
    reader.expect('SET', 'OPTIONS');
    const { description } = parseOptions(reader.brackets());
    if (typeof description === 'string') catalog.dataset(project, name).description = description;
    return { statementType: 'ALTER_SCHEMA' };
  }
  const type: TableType = reader.take('MATERIALIZED', 'VIEW')
    ? 'MATERIALIZED_VIEW'
    : reader.take('VIEW')
      ? 'VIEW'
      : 'TABLE';
  if (type === 'TABLE') reader.expect('TABLE');
  reader.take('IF', 'EXISTS');
  const path = reader.path();
  const table = catalog.table(path);
  if (table.type !== type) throw invalidQuery(`ALTER ${type.replace('_', ' ')} cannot be used on a ${table.type}`);
  const at = quote(...path);
  do {
    if (reader.take('SET', 'OPTIONS')) applyOptions(table, parseOptions(reader.brackets()));
    else if (reader.take('RENAME', 'TO')) {
      const name = reader.name();
      if (catalog.find([path[0], path[1], name])) throw duplicate(`Table ${path[0]}:${path[1]}.${name}`);
      await connection.run(`ALTER TABLE ${at} RENAME TO ${quote(name)}`);
      catalog.drop(path);
      catalog.put({ ...table, name });
    } else if (reader.take('ADD', 'COLUMN')) {
      const ifNotExists = reader.take('IF', 'NOT', 'EXISTS');
      const field = parseType(reader.name(), reader.until(','));
      if (table.fields.some((f) => f.name.toLowerCase() === field.name.toLowerCase())) {
        if (ifNotExists) continue;
        throw invalidQuery(`Column \`${field.name}\` was already found in table`);
      }
      await connection.run(`ALTER TABLE ${at} ADD COLUMN ${quote(field.name)} ${duckdbType(field)}`);
      table.fields.push(field);
    } else if (reader.take('DROP', 'COLUMN')) {
      reader.take('IF', 'EXISTS');
      const name = reader.name();
      if (table.fields.length === 1) throw invalidQuery('Cannot drop the only column of a table');
      await connection.run(`ALTER TABLE ${at} DROP COLUMN ${quote(name)}`);
      table.fields = table.fields.filter((f) => f.name.toLowerCase() !== name.toLowerCase());
    } else if (reader.take('ALTER', 'COLUMN')) {
      const name = reader.name();
      const field = table.fields.find((f) => f.name.toLowerCase() === name.toLowerCase());
      if (!field) throw invalidQuery(`Column not found: ${name}`);
      if (reader.take('SET', 'OPTIONS')) {
        const { description } = parseOptions(reader.brackets());
        field.description = String(description ?? '');
      } else {
        reader.expect('SET', 'DATA', 'TYPE');
        const changed = parseType(name, reader.until(','));
        if (!isWider(field.type, changed.type))
          throw invalidQuery(
            `ALTER TABLE ALTER COLUMN SET DATA TYPE requires that the existing column type (${field.type}) is assignable to the new type (${changed.type})`,
          );
        await connection.run(`ALTER TABLE ${at} ALTER ${quote(name)} TYPE ${duckdbType(changed)}`);
        field.type = changed.type;
      }
    } else throw reader.unexpected('Expected an action');
  } while (reader.take(','));
  reader.end();
  table.modified = Math.max(Date.now(), table.modified + 1);
  return { statementType: `ALTER_${type}`, destination: path };
}

const WIDER: Readonly<Record<string, readonly string[]>> = {
  INTEGER: ['NUMERIC', 'BIGNUMERIC', 'FLOAT'],
  NUMERIC: ['BIGNUMERIC', 'FLOAT'],
};

function isWider(from: string, to: string): boolean {
  return from === to || (WIDER[from]?.includes(to) ?? false);
}

function grant(reader: Reader, { catalog }: DdlHost, word: 'TO' | 'FROM'): Outcome {
  const roles = [reader.name()];
  while (reader.take(',')) roles.push(reader.name());
  const unknown = roles.find((role) => !/^(roles|projects|organizations)\/[\w.]+[\w./]*$/.test(role));
  if (unknown !== undefined) throw invalidQuery(`Role ${unknown} is not supported for this resource.`);
  reader.expect('ON');
  const kind = reader.name().toUpperCase();
  const isSchema = kind === 'SCHEMA';
  if (kind === 'MATERIALIZED') reader.expect('VIEW');
  const path = isSchema ? reader.datasetPath() : reader.path();
  if (isSchema) catalog.dataset(path[0], path[1]);
  else {
    const table = catalog.table(path as Path);
    if (kind === 'TABLE' ? table.type !== 'TABLE' : table.type === 'TABLE')
      throw invalidQuery(`GRANT and REVOKE ON ${kind} cannot be used for a ${table.type}`);
  }
  reader.expect(word);
  const members: string[] = [];
  do {
    const token = reader.next;
    if (token?.kind !== 'string') throw reader.unexpected('Expected a user, group or domain in quotes');
    const member = unquote(token.text);
    if (
      !/^(user|group|domain|serviceAccount|specialGroup|principal|principalSet):/.test(member) &&
      member !== 'allAuthenticatedUsers'
    )
      throw invalidQuery(
        `Invalid value '${member}': a grantee is written as user:, group:, serviceAccount: or domain:`,
      );
    members.push(member);
    reader.at++;
  } while (reader.take(','));
  reader.end();
  const key = path.join('.');
  const grants = catalog.grants.get(key) ?? new Map<string, Set<string>>();
  catalog.grants.set(key, grants);
  for (const role of roles) {
    const set = grants.get(role) ?? new Set();
    grants.set(role, set);
    for (const member of members) word === 'TO' ? set.add(member) : set.delete(member);
  }
  return { statementType: word === 'TO' ? 'GRANT' : 'REVOKE' };
}
