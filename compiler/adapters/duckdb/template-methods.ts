import { createHash, randomUUID } from 'node:crypto';
import {
  type CallArguments,
  HostObject,
  hostFunction,
  PyDict,
  type Suspendable,
  TemplateError,
  textOf,
  truthy,
  type Value,
} from '../../jinja/values/index.js';
import type { TemplateHost, TemplateMethod } from '../template-methods.js';
import type { QueryResult } from '../types.js';
import { type DuckDBCredentials, ducklakeDatabases, isMotherDuck, resolveCredentials } from './credentials.js';
import { literal } from './dialect.js';
import { type ExternalOptions, readLocation, writeOptions } from './external-files.js';

function given(args: CallArguments, position: number, name: string): Value {
  return args.positional[position] ?? args.named.get(name) ?? null;
}

function text(args: CallArguments, position: number, name: string): string {
  const value = given(args, position, name);
  return value === null ? '' : textOf(value);
}

function credentialsOf(host: TemplateHost): DuckDBCredentials {
  return 'retryPolicy' in host.credentials
    ? (host.credentials as DuckDBCredentials)
    : resolveCredentials(host.credentials).credentials;
}

function attribute(value: Value, name: string): string | null {
  const found =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? value.getAttribute(name) : undefined;
  return found === undefined || found === null ? null : textOf(found);
}

function options(value: Value): ExternalOptions {
  if (!(value instanceof PyDict)) return [];
  return [...value.entries()].map(([key, item]) => [textOf(key), textOf(item)] as const);
}

function isDucklake(host: TemplateHost, relation: Value): boolean {
  return ducklakeDatabases(credentialsOf(host)).has(attribute(relation, 'database') ?? '');
}

function* query(host: TemplateHost, sql: string): Suspendable<QueryResult> {
  return (yield host.session().then((session) => session.execute(sql, { fetch: true }))) as QueryResult;
}

/** An index of a model's config `indexes`: `{columns: […], unique: bool}`. */
function parseIndex(raw: Value): Value {
  if (raw === null) return null;
  const fail = (problem: string): TemplateError =>
    new TemplateError('CompilationError', `Could not parse index config: ${problem}`);
  if (!(raw instanceof PyDict)) throw fail(`a mapping with 'columns' is needed, not '${textOf(raw)}'`);
  for (const key of raw.keys())
    if (key !== 'columns' && key !== 'unique')
      throw fail(`'${textOf(key)}' is unknown; known keys are 'columns' and 'unique'`);
  const columns = raw.get('columns');
  if (!Array.isArray(columns)) throw fail(columns === undefined ? "'columns' is required" : "'columns' must be a list");
  const unique = truthy(raw.get('unique') ?? false);
  // Names are new at every build: the index of the table that is being replaced still has its own.
  const name = (relation: Value): string =>
    createHash('md5')
      .update(`${columns.map(textOf).join('_')}_${textOf(relation)}_${unique}_${randomUUID()}`)
      .digest('hex');
  return new HostObject('DuckDBIndexConfig', {
    columns,
    unique,
    render: hostFunction('render', (args) => name(given(args, 0, 'relation'))),
  });
}

function tempRelationPath(relation: Value, batch: string): Value {
  const [database, schema, identifier] = ['database', 'schema', 'identifier'].map((part) => attribute(relation, part));
  const hash = createHash('md5').update(`${database}.${schema}.${identifier}`).digest('hex').slice(0, 12);
  return new HostObject('Path', {
    database: database ?? null,
    schema: 'dbt_temp',
    identifier: `${identifier}__${hash}${batch === '' ? '' : `__${batch}`}`,
  });
}

/** The model's batch of a microbatch run; '' for other runs. */
function batchId(model: Value): string {
  const batch = model instanceof PyDict ? model.get('batch') : undefined;
  const id = batch instanceof PyDict ? batch.get('id') : undefined;
  return id === undefined || id === null ? '' : textOf(id);
}

const methods: Record<string, TemplateMethod> = {
  parse_index: { call: (_, args) => parseIndex(given(args, 0, 'raw_index')) },
  is_motherduck: {
    call: (host) => {
      const { path, attachments } = credentialsOf(host);
      return isMotherDuck(path) || attachments.some((a) => isMotherDuck(a.path));
    },
  },
  disable_transactions: { call: (host) => credentialsOf(host).disable_transactions },
  escape_sql_string: { call: (_, args) => text(args, 0, 'value').replaceAll("'", "''") },
  is_ducklake: { call: (host, args) => isDucklake(host, given(args, 0, 'relation')) },
  use_ducklake_table_workarounds: { call: (host, args) => isDucklake(host, given(args, 0, 'relation')) },
  external_root: { call: (host) => credentialsOf(host).external_root },
  get_binding_char: { call: () => '?' },
  external_write_options: {
    call: (_, args) => writeOptions(text(args, 0, 'write_location'), options(given(args, 1, 'rendered_options'))),
  },
  external_read_location: {
    call: (_, args) => readLocation(text(args, 0, 'write_location'), options(given(args, 1, 'rendered_options'))),
  },
  // DuckLake has no keys.
  catalog_supports_foreign_keys: {
    call: (host, args) => !ducklakeDatabases(credentialsOf(host)).has(text(args, 0, 'database')),
  },
  batch_id_for_model: { call: (_, args) => batchId(given(args, 0, 'model')) },
  get_temp_relation_path: { call: (_, args) => tempRelationPath(given(args, 0, 'model'), text(args, 1, 'batch_id')) },
  store_relation: {
    call: (_, args) => {
      throw new TemplateError(
        'RuntimeError',
        `The plugin '${text(args, 0, 'plugin_name')}' cannot be used: plugins need Python, which quern does not run`,
      );
    },
  },
  ensure_transaction: {
    atParse: () => null,
    *suspend(host): Suspendable {
      yield host.session().then((session) => session.begin());
      return null;
    },
  },
  location_exists: {
    atParse: () => false,
    *suspend(host, args): Suspendable {
      const result = yield* query(host, `select count(*) from glob(${literal(text(args, 0, 'location'))})`);
      return Number(result.rows[0]?.[0] ?? 0) > 0;
    },
  },
  existing_key_constraint_types: {
    atParse: () => [],
    *suspend(host, args): Suspendable {
      const relation = given(args, 0, 'relation');
      const same = (column: string, part: string): string =>
        `lower(${column}) = lower(${literal(attribute(relation, part) ?? '')})`;
      const result = yield* query(
        host,
        `select distinct lower(replace(constraint_type, ' ', '_')) as constraint_type from duckdb_constraints() ` +
          `where ${same('database_name', 'database')} and ${same('schema_name', 'schema')} and ${same('table_name', 'identifier')} ` +
          `and constraint_type in ('PRIMARY KEY', 'UNIQUE', 'FOREIGN KEY') order by 1`,
      );
      return result.rows.map((row) => String(row[0]));
    },
  },
};

/** What dbt-duckdb's adapter object has beyond dbt's. */
export const templateMethods: Readonly<Record<string, TemplateMethod>> = methods;
