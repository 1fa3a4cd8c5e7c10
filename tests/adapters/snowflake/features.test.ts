/** What Snowflake alone has, in projects that are built on the loopback server and looked at there. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import type { Project } from '../../../compiler/project.js';
import { ContractProject } from '../contract/project.js';
import { adapter, LONG_QUERY, output, serve } from './target.js';

const server = await serve();
let schemas = 0;

async function shop(files: Readonly<Record<string, string>>, change = {}): Promise<ContractProject> {
  const target = {
    adapter,
    output: async () => output(server, { schema: `F${++schemas}`, ...change }),
    longQuery: LONG_QUERY,
  };
  return await ContractProject.create(target, files);
}

const model = (config: string, sql = 'select 1 as id, 2 as n'): Record<string, string> => ({
  'models/m.sql': `{{ config(${config}) }} ${sql}`,
});

/** The rows of a SHOW, as objects. */
async function shown(project: ContractProject, sql: string): Promise<Record<string, unknown>[]> {
  return await project.warehouse(async (warehouse) => {
    const { columns, rows } = await (await warehouse.session('show')).execute(sql, { fetch: true });
    return rows.map((row) => Object.fromEntries(columns.map(({ name }, i) => [name, row[i]])));
  });
}

/** What the server was sent meanwhile, without comments. */
async function sent(work: () => Promise<unknown>): Promise<{ text: string; tag: string; warehouse: string }[]> {
  const start = server.log.length;
  await work();
  return server.log
    .slice(start)
    .map(({ text, tag, warehouse }) => ({ text: text.replace(/\/\*.*?\*\//s, '').trim(), tag, warehouse }));
}
const schemaOf = (project: ContractProject): string => String(project.output.schema);
const like = (project: ContractProject, kind: string): string =>
  `show ${kind} like 'M' in schema DB.${schemaOf(project)}`;

describe('tables', () => {
  it('are transient unless the configuration says otherwise', async () => {
    const project = await shop(model("materialized='table'"));
    await project.ok('run');
    expect((await shown(project, like(project, 'tables')))[0]).toMatchObject({ kind: 'TRANSIENT' });
    project.write(model("materialized='table', transient=false, data_retention_time_in_days=3"));
    await project.ok('run');
    expect((await shown(project, like(project, 'tables')))[0]).toMatchObject({ kind: 'TABLE', retention_time: '3' });
    project.remove();
  });

  it('are clustered, and filled in that order', async () => {
    const project = await shop(model("materialized='table', cluster_by=['n', 'id'], automatic_clustering=true"));
    const statements = await sent(() => project.ok('run'));
    expect((await shown(project, like(project, 'tables')))[0]).toMatchObject({ cluster_by: 'LINEAR(n, id)' });
    expect(statements.at(-1)?.text).toMatch(/resume recluster$/);
    project.remove();
  });

  it.each(['table', 'view'])('copy grants: %s', async (kind) => {
    const project = await shop(model(`materialized='${kind}', copy_grants=true`));
    await project.ok('run');
    await project.execute(
      'create role if not exists READER',
      `grant select on ${kind} ${project.relation('m')} to role READER`,
    );
    await project.ok('run');
    expect(await shown(project, `show grants on ${kind} ${project.relation('m')}`)).toContainEqual(
      expect.objectContaining({ privilege: 'SELECT', grantee_name: 'READER' }),
    );
    project.remove();
  });

  it('carry tags', async () => {
    const project = await shop(model("materialized='table', table_tag=\"DB.PUBLIC.cost = 'shop'\""));
    await project.execute('create tag if not exists DB.PUBLIC.cost');
    const statements = await sent(() => project.ok('run'));
    expect(statements.map(({ text }) => text).join('\n')).toContain("with tag (DB.PUBLIC.cost = 'shop')");
    project.remove();
  });

  it('are replaced in one statement, so that a failure leaves the old', async () => {
    const project = await shop(model("materialized='table'"));
    await project.ok('run');
    const statements = await sent(() => project.ok('run'));
    expect(
      statements.filter(({ text }) => !/^show /.test(text)).map(({ text }) => text.split(' ').slice(0, 3).join(' ')),
    ).toEqual(['create or replace']);
    project.remove();
  });

  it('are Iceberg tables in an external volume', async () => {
    const project = await shop(
      model("materialized='table', table_format='iceberg', external_volume='vol', base_location_subpath='a'"),
    );
    const statements = await sent(() => project.ok('run'));
    const create = statements.find(({ text }) => text.startsWith('create or'))!.text;
    expect(create).toMatch(/^create or replace iceberg table/);
    expect(create).toContain(`base_location = '_dbt/${schemaOf(project)}/m/a'`);
    expect((await shown(project, `show objects in schema DB.${schemaOf(project)}`))[0]).toMatchObject({
      is_iceberg: 'Y',
    });
    project.remove();
  });
});

describe('views', () => {
  it('are secure, and tell their columns in the statement that makes them', async () => {
    const project = await shop({
      ...model("materialized='view', secure=true, persist_docs={'relation': true, 'columns': true}"),
      'models/_m.yml':
        'models:\n  - name: m\n    description: The view\n    columns: [{name: id, description: "It\'s the key"}]\n',
    });
    await project.ok('run');
    expect((await shown(project, like(project, 'views')))[0]).toMatchObject({ is_secure: 'true', comment: 'The view' });
    const columns = await shown(project, `describe view ${project.relation('m')}`);
    expect(columns.map((c) => [c.name, c.comment])).toEqual([
      ['ID', "It's the key"],
      ['N', null],
    ]);
    project.remove();
  });
});

describe('dynamic tables', () => {
  const dynamic = (more: string): Record<string, string> =>
    model(`materialized='dynamic_table', snowflake_warehouse='WH', ${more}`, "select id, n from {{ ref('t') }}");
  const t = { 'models/t.sql': "{{ config(materialized='table') }} select 1 as id, 2 as n" };

  it('are created, left alone, altered, and made anew where nothing else can be done', async () => {
    const project = await shop({ ...t, ...dynamic("target_lag='1 hour', initialize='on_create'") });
    const words = async (): Promise<string[]> =>
      (await sent(() => project.ok('run', { select: ['m'] })))
        .map(({ text }) => text)
        .filter((text) => /^(create|alter|drop)/.test(text));
    await project.ok('run');
    expect(await project.relations()).toEqual({ m: 'dynamic_table', t: 'table' });
    expect(await words()).toEqual([]);
    project.write(dynamic("target_lag='2 hours'"));
    expect((await words()).map((text) => text.replace(/\s+/g, ' '))).toEqual([
      `alter dynamic table DB.${schemaOf(project)}.M set target_lag = '2 hours'`,
    ]);
    expect((await shown(project, like(project, 'dynamic tables')))[0]).toMatchObject({ target_lag: '2 hours' });
    project.write(dynamic("target_lag='2 hours', refresh_mode='FULL'"));
    expect((await words())[0]).toMatch(/^create or replace dynamic table/);
    project.write(model("materialized='table'"));
    await project.ok('run', { select: ['m'] });
    expect(await project.relations()).toEqual({ m: 'table', t: 'table' });
    project.remove();
  });

  it('say what they need', async () => {
    const project = await shop({ ...t, ...model("materialized='dynamic_table', target_lag='1 hour'") });
    expect((await project.failing('run', 'm')).message).toContain('snowflake_warehouse');
    project.remove();
  });
});

describe('incremental models', () => {
  it('overwrite all rows, and keep the table', async () => {
    const project = await shop(
      model(
        "materialized='incremental', incremental_strategy='insert_overwrite'",
        'select {% if is_incremental() %}2{% else %}1{% endif %} as id',
      ),
    );
    await project.ok('run');
    const statements = await sent(() => project.ok('run'));
    expect(await project.contents('m')).toEqual([[2]]);
    expect(statements.some(({ text }) => /^insert overwrite into/.test(text))).toBe(true);
    project.remove();
  });

  it('replace the rows of a batch', async () => {
    const day = (ago: number): string => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
    const project = await shop({
      'models/e.sql': `{{ config(materialized='table', event_time='at') }} select 1 as id, cast('${day(1)} 10:00:00' as timestamp) as at union all select 2, cast('${day(0)} 00:00:00' as timestamp)`,
      ...model(
        `materialized='incremental', incremental_strategy='microbatch', event_time='at', batch_size='day', begin='${day(2)}', lookback=1`,
        "select * from {{ ref('e') }}",
      ),
    });
    await project.ok('run');
    await project.execute(`insert into ${project.relation('e')} values (3, '${day(0)} 00:00:00')`);
    await project.ok('run', { select: ['m'] });
    expect((await project.contents('m')).map(([id]) => id)).toEqual([1, 2, 3]);
    project.remove();
  });

  it('keep surrogate keys that a sequence gives', async () => {
    const project = await shop(
      model(
        "materialized='incremental', unique_key='id'",
        "{% if is_incremental() %}select 1 as id, 'new' as name union all select 3, 'new'{% else %}select 1 as id, 'old' as name{% endif %}",
      ),
    );
    const s = `DB.${schemaOf(project)}`;
    await project.ok('run');
    await project.execute(
      `create sequence ${s}.keys start 100`,
      `create or replace table ${s}.m (key integer default ${s}.keys.nextval, id integer, name varchar)`,
      `insert into ${s}.m (id, name) values (1, 'old')`,
    );
    await project.ok('run');
    expect(await project.contents('m')).toEqual([
      [100, 1, 'new'],
      [101, 3, 'new'],
    ]);
    project.remove();
  });
});

describe('clones', () => {
  it('copy no data', async () => {
    const project = await shop(model("materialized='table'"));
    await project.ok('run');
    const from = schemaOf(project);
    await project.execute(`create schema DB.${from}_C`, `create or replace table DB.${from}_C.m clone DB.${from}.m`);
    expect(await project.rows(`select * from DB.${from}_C.m`)).toEqual([[1, 2]]);
    project.remove();
  });
});

describe('sessions', () => {
  it('take a node’s warehouse and query tag, and give them back', async () => {
    const project = await shop(
      {
        ...model("materialized='table', snowflake_warehouse='BIG', query_tag='heavy'"),
        'models/n.sql': "{{ config(materialized='table') }} select * from {{ ref('m') }}",
        'models/_m.yml':
          'models:\n  - name: m\n    columns:\n      - name: id\n        data_tests: [{not_null: {config: {snowflake_warehouse: TESTS}}}]\n',
      },
      { query_tag: 'all' },
    );
    const statements = await sent(() => project.ok('build', { threads: 1 }));
    const of = (pattern: RegExp) => statements.find(({ text }) => pattern.test(text));
    expect(of(/create or replace.*\.m\b/s)).toMatchObject({ warehouse: 'BIG', tag: 'heavy' });
    expect(of(/create or replace.*\.n\b/s)).toMatchObject({ warehouse: 'WH', tag: 'all' });
    expect(of(/is null/)).toMatchObject({ warehouse: 'TESTS', tag: 'all' });
    project.remove();
  });

  it('have the parameters of the profile', async () => {
    const project = await shop(model("materialized='view'"), { session_parameters: { TIMEZONE: 'Europe/Berlin' } });
    expect((await shown(project, "show parameters like 'TIMEZONE' in session"))[0]).toMatchObject({
      value: 'Europe/Berlin',
    });
    project.remove();
  });

  it('ask for what there is once a schema', async () => {
    const files = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`models/v${i}.sql`, 'select 1 as id']));
    const project = await shop(files);
    await project.ok('run');
    const statements = await sent(() => project.ok('run'));
    expect(statements.filter(({ text }) => /^show /.test(text))).toHaveLength(2);
    expect(statements).toHaveLength(22);
    project.remove();
  });
});

describe('sources', () => {
  it('are files of a stage', async () => {
    const project = await shop({
      'drop/orders.csv': '1,one\n2,two\n',
      'models/_s.yml': `sources:
  - name: lake
    tables:
      - {name: orders, config: {meta: {external_location: '@{schema}.drop/orders', file_format: lake.plain}}}
`,
      ...model(
        "materialized='table'",
        "select t.$1::integer as id, t.$2 as name from {{ source('lake', 'orders') }} t",
      ),
    });
    await project.execute(
      'create schema if not exists DB.lake',
      'create or replace stage DB.lake.drop',
      'create or replace file format DB.lake.plain type = csv',
      `put 'file://${project.dir}/drop/orders.csv' @DB.lake.drop/orders`,
    );
    const statements = await sent(() => project.ok('run'));
    expect(statements.find(({ text }) => /create or replace/.test(text))?.text).toContain(
      "@lake.drop/orders (file_format => 'lake.plain')",
    );
    expect(await project.contents('m')).toEqual([
      [1, 'one'],
      [2, 'two'],
    ]);
    project.remove();
  });

  const selection = (opened: Project) => ({
    select: [],
    exclude: [],
    resourceTypes: [],
    excludeResourceTypes: [],
    indirectSelection: opened.config.flags.indirectSelection,
  });
  const stage = (project: ContractProject, fullRefresh = false) =>
    project.open('source stage', {}, async (opened) => {
      const options = { ...selection(opened), fullRefresh, dryRun: false, checksum: false };
      const { sources } = await opened.stage(options);
      expect(sources.length).toBeGreaterThan(0);
      expect(sources.flatMap(({ diagnostic }) => diagnostic ?? [])).toEqual([]);
    });

  it('are Parquet files of an external stage with declared columns; their format is made, and freshness told', async () => {
    const project = await shop({
      'drop/readme.txt': '',
      'models/_s.yml': `sources:
  - name: lake
    schema: lake
    tables:
      - name: sales
        config:
          external_location: '@lake.outside/{name}/'
          file_format: parquet
          partitions: {day: date}
          loaded_at_field: sold_at
          freshness: {error_after: {count: 1, period: day}}
        columns: [{name: Id, data_type: integer}, {name: amount, data_type: 'number(12,2)'}, {name: sold_at, data_type: timestamp}]
`,
      ...model("materialized='table'", "select id, amount, day from {{ source('lake', 'sales') }}"),
    });
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    mkdirSync(join(project.dir, 'drop/sales/day=2026-01-31'), { recursive: true });
    await connection.run(
      `copy (select 7 as "Id", 1.5::decimal(12,2) as amount, now()::timestamp as sold_at) to '${project.dir}/drop/sales/day=2026-01-31/a.parquet' (format parquet)`,
    );
    await project.execute(
      'create schema if not exists DB.lake',
      `create or replace stage DB.lake.outside url = 'file://${project.dir}/drop'`,
    );
    await stage(project);
    await project.ok('run');
    expect(await project.contents('m')).toEqual([[7, 1.5, '2026-01-31']]);
    const aged = await project.open('source freshness', {}, (opened) =>
      opened.freshness({ ...selection(opened), threads: 1 }),
    );
    expect(aged.results.map(({ status }) => status)).toEqual(['pass']);
    project.remove();
  });

  const DAY = (id: number, day: string) => ({
    [`lake/orders/day=${day}/a.csv`]: `id,name\n${id},"n, ${id}"\n`,
    [`lake/events/day=${day}/a.json`]: `{"id": ${id}, "props": {"a": [${id}]}}\n`,
  });
  const FILES = `sources:
  - name: lake
    schema: "{{ target.schema }}"
    config: {partitions: {day: date}, file_column: origin}
    tables:
      - name: orders
        config: {external_location: 'lake/{name}/*/*.csv'}
        columns: [{name: id, data_type: integer}, {name: name, data_type: varchar}]
      - name: events
        config: {external_location: 'lake/{name}/*/*.json'}
        columns: [{name: id, data_type: integer}, {name: props, data_type: variant}]
`;

  it('are put into a stage from where they are, each once, and read with declared columns', async () => {
    const project = await shop({
      ...DAY(1, '2026-01-01'),
      ...DAY(2, '2026-01-02'),
      'models/_s.yml': FILES,
      ...model(
        "materialized='table'",
        `select o.id, o.name, o.day, split_part(o.origin, 'orders/', -1) as origin, e.props:a[0]::integer as a
         from {{ source('lake', 'orders') }} o join {{ source('lake', 'events') }} e on e.id = o.id and e.day = o.day`,
      ),
    });
    await stage(project);
    await project.ok('run');
    const row = (id: number) => [id, `n, ${id}`, `2026-01-0${id}`, `day=2026-01-0${id}/a.csv`, id];
    const found = async () => {
      const rows = await project.contents('m');
      return rows.map((cells) => cells.map((c) => (typeof c === 'object' && c ? Object.values(c)[0] : c))).sort();
    };
    expect(await found()).toEqual([row(1), row(2)]);
    const again = await sent(() => stage(project));
    expect(again.filter(({ text }) => /^put/.test(text))).toEqual([]);

    project.write(DAY(3, '2026-01-03'));
    rmSync(join(project.dir, 'lake/orders/day=2026-01-01'), { recursive: true });
    const later = await sent(() => stage(project));
    expect(later.filter(({ text }) => /^put/.test(text))).toHaveLength(2);
    await project.ok('run');
    expect(await found()).toEqual([row(2), row(3)]);
    const anew = await sent(() => stage(project, true));
    expect(anew.filter(({ text }) => /^create or replace stage/.test(text))).toHaveLength(2);
    await project.ok('run');
    expect(await found()).toEqual([row(2), row(3)]);
    project.remove();
  });
});
