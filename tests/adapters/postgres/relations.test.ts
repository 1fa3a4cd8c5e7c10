import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Credentials } from '../../../compiler/adapters/types.js';
import { ContractProject } from '../contract/project.js';
import { adapter, newDatabase, output, prepare, server } from './target.js';

const DATABASE = 'relation_tests';
let schemas = 0;
let project: ContractProject;

async function open(change: Credentials = {}): Promise<ContractProject> {
  return await ContractProject.create({
    adapter,
    longQuery: '',
    output: async () => output({ dbname: DATABASE, schema: `r${++schemas}`, ...change }),
  });
}

const model = (config: string, sql = "select 1 as id, 'a' as name") => ({
  'models/m.sql': `{{ config(${config}) }} ${sql}`,
});
const schema = (): string => String(project.output.schema);

/** `unique btree (id)`, of all indexes of a relation. */
async function indexes(name = 'm'): Promise<string[]> {
  const rows = await project.rows(
    `select indexdef from pg_indexes where schemaname = '${schema()}' and tablename = '${name}'`,
  );
  return rows.map(([text]) => String(text).replace(/^CREATE (UNIQUE )?INDEX .*? USING /, '$1')).sort();
}

const one = async (sql: string): Promise<unknown> => (await project.rows(sql))[0]![0];

describe.skipIf(!server)('what PostgreSQL has beyond other platforms', () => {
  beforeAll(async () => {
    await newDatabase(DATABASE);
    await prepare('drop role if exists relation_owner', 'create role relation_owner');
    await prepare(`grant create on database ${DATABASE} to relation_owner`);
  });
  beforeEach(async () => {
    project = await open();
  });
  afterEach(() => project.remove());

  describe('indexes', () => {
    const some =
      "indexes=[{'columns': ['id'], 'unique': true}, {'columns': ['name', 'id']}, {'columns': ['name'], 'type': 'hash'}]";
    const made = ['UNIQUE btree (id)', 'btree (name, id)', 'hash (name)'];

    it.each(['table', 'incremental', 'materialized_view'])('of a %s, each time', async (kind) => {
      project.write(model(`materialized='${kind}', unique_key='id', ${some}`));
      for (const fullRefresh of [false, false, true]) {
        await project.ok('run', { fullRefresh });
        expect(await indexes()).toEqual(made);
      }
    });

    it('of seeds and snapshots', async () => {
      project.write({
        'seeds/s.csv': 'id,name\n1,a\n',
        'seeds/_s.yml': 'seeds: [{name: s, config: {indexes: [{columns: [id], unique: true}]}}]',
        'snapshots/h.sql':
          "{% snapshot h %}{{ config(unique_key='id', strategy='check', check_cols='all', indexes=[{'columns': ['id', 'dbt_valid_to']}]) }} select * from {{ ref('s') }}{% endsnapshot %}",
      });
      for (let i = 0; i < 2; i++) {
        await project.ok('build');
        expect(await indexes('s')).toEqual(['UNIQUE btree (id)']);
        expect(await indexes('h')).toEqual(['btree (id, dbt_valid_to)']);
      }
    });

    it('that an incremental model gets later are made, and others left alone', async () => {
      project.write(model("materialized='incremental', indexes=[{'columns': ['id']}]"));
      await project.ok('run');
      await project.execute(`create index by_hand on ${schema()}.m (name)`);
      project.write(
        model(
          "materialized='incremental', indexes=[{'columns': ['ID']}, {'columns': ['name', 'id']}, {'columns': ['lower(name)']}]",
        ),
      );
      for (let i = 0; i < 2; i++) {
        await project.ok('run');
        expect(await indexes()).toEqual(['btree (id)', 'btree (name)', 'btree (name, id)']);
      }
      await project.ok('run', { fullRefresh: true });
      expect(await indexes()).toEqual(['btree (id)', 'btree (lower(name))', 'btree (name, id)']);
    });

    it('that are wrong are refused with their model', async () => {
      project.write(model("materialized='table', indexes=[{'column': ['id']}]"));
      expect((await project.failing('run', 'm')).message).toContain("'column' is unknown");
      project.write(model("materialized='table', indexes=[{'columns': ['nope']}]"));
      expect((await project.failing('run', 'm')).message).toContain('column "nope" does not exist');
      expect(await project.relations()).toEqual({});
    });
  });

  it.each(['table', 'incremental'])('unlogged: a %s', async (kind) => {
    const persistence = (): Promise<unknown> =>
      one(`select relpersistence::text from pg_class where oid = '${schema()}.m'::regclass`);
    project.write(model(`materialized='${kind}', unlogged=true`));
    await project.ok('run');
    expect(await persistence()).toBe('u');
    project.write(model(`materialized='${kind}'`));
    await project.ok('run', { fullRefresh: true });
    expect(await persistence()).toBe('p');
  });

  it('hooks outside of the transaction do what no transaction can', async () => {
    project.write(
      model(
        "materialized='table', pre_hook=before_begin('vacuum pg_class'), post_hook=[after_commit('create index concurrently on {{ this }} (name)'), after_commit('vacuum analyze {{ this }}')]",
      ),
    );
    await project.ok('run');
    expect(await indexes()).toEqual(['btree (name)']);
    project.write(model("materialized='table', post_hook='vacuum {{ this }}'"));
    expect((await project.failing('run', 'm')).message).toContain('VACUUM cannot run inside a transaction block');
    expect(await indexes()).toEqual(['btree (name)']);
  });

  it('comments on materialized views and their columns', async () => {
    project.write({
      ...model("materialized='materialized_view', persist_docs={'relation': true, 'columns': true}"),
      'models/_m.yml': `models: [{name: m, description: "It's a view", columns: [{name: ID, description: 'The "key"'}]}]`,
    });
    for (let i = 0; i < 2; i++) await project.ok('run');
    const oid = `'${schema()}.m'::regclass`;
    expect(await project.rows(`select obj_description(${oid}, 'pg_class'), col_description(${oid}, 1)`)).toEqual([
      ["It's a view", 'The "key"'],
    ]);
  });

  it('grants on materialized views, given and taken away', async () => {
    const may = (): Promise<unknown> => one(`select has_table_privilege('relation_owner', '${schema()}.m', 'select')`);
    for (const grants of ["{'select': ['relation_owner']}", "{'select': []}"]) {
      project.write(model(`materialized='materialized_view', grants=${grants}`));
      await project.ok('run');
      expect(await may(), grants).toBe(grants.includes('owner'));
    }
  });

  it('a role owns what is made', async () => {
    project.remove();
    project = await open({ role: 'relation_owner' });
    project.write({ ...model("materialized='table'"), 'seeds/s.csv': 'id\n1\n' });
    await project.ok('build');
    expect(
      await project.rows(`select distinct tableowner::text from pg_tables where schemaname = '${schema()}'`),
    ).toEqual([['relation_owner']]);
  });

  it('search_path finds what has no schema', async () => {
    project.remove();
    await (await open()).execute('create schema "other place"', 'create table "other place".words as select 7 as n');
    project = await open({ search_path: 'public, "other place"' });
    project.write(model("materialized='table'", 'select n from words'));
    await project.ok('run');
    expect(await project.contents('m')).toEqual([[7]]);
  });

  it('names of 63 characters: tables with indexes and keys, tests and their tables', async () => {
    const long = 'n'.repeat(63);
    project.write({
      [`models/${long}.sql`]: `{{ config(materialized='table', indexes=[{'columns': ['${long}'], 'unique': true}]) }} select 1 as ${long}`,
      'models/_m.yml': `models:
  - name: ${long}
    config: {contract: {enforced: true}}
    columns:
      - name: ${long}
        data_type: integer
        constraints: [{type: primary_key}]
        data_tests: [unique, {accepted_values: {arguments: {values: [2], quote: false}, config: {severity: warn, store_failures: true}}}]
`,
      'tests/singular.sql': `{{ config(store_failures=true, alias='${'t'.repeat(63)}', severity='warn') }} select 1 as bad from {{ ref('${long}') }}`,
    });
    for (let i = 0; i < 3; i++) {
      const report = await project.run('build');
      expect(report.results.map((r) => r.status).sort()).toEqual(['pass', 'success', 'warn', 'warn']);
    }
    expect(await indexes(long)).toEqual([`UNIQUE btree (${long})`, `UNIQUE btree (${long})`]);
    const failures = await project.rows(
      `select tablename::text from pg_tables where schemaname = '${schema()}_dbt_test__audit' order by 1`,
    );
    expect(failures.map(([name]) => String(name).length)).toEqual([63, 63]);
  });
});
