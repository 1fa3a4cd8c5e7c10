import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RelationCache } from '../../../compiler/adapters/relation-cache.js';
import type { Session, Warehouse } from '../../../compiler/adapters/types.js';
import { QuernError } from '../../../compiler/base/diagnostics.js';
import { SourceFile } from '../../../compiler/base/source.js';
import type { ProjectConfig } from '../../../compiler/config/types.js';
import { macroOf, returnFunction, scanBlocks } from '../../../compiler/jinja/index.js';
import type { PyObject, Value } from '../../../compiler/jinja/values/index.js';
import { type AdapterOptions, createAdapterValue, createApiValue } from '../../../compiler/render/adapter/index.js';
import { columnTraits } from '../../../compiler/render/values/column.js';
import { ColumnClass } from '../../../compiler/render/values/column-class.js';
import { duckdb, render, renderAsync } from './support.js';

/** The macros that the adapter calls, as a project would have them. */
const MACROS = `
{% macro list_relations_without_caching(schema_relation) %}{% do calls.append('list') %}
  {% set result = adapter.execute("select table_catalog as database, table_name as name, table_schema as schema, case table_type when 'VIEW' then 'view' else 'table' end as type from information_schema.tables where table_schema = '" ~ schema_relation.schema ~ "' order by 2", fetch=true) %}
  {{ return(result[1]) }}{% endmacro %}
{% macro get_columns_in_relation(relation) %}{% set out = [] %}
  {% for row in adapter.execute("select column_name, data_type from information_schema.columns where table_name = '" ~ relation.identifier ~ "' order by ordinal_position", fetch=true)[1].rows %}{% do out.append(Column.from_description(row[0], row[1])) %}{% endfor %}
  {{ return(out) }}{% endmacro %}
{% macro drop_relation(relation) %}{% do adapter.execute('drop ' ~ relation.type ~ ' ' ~ relation) %}{% endmacro %}
{% macro rename_relation(from_relation, to_relation) %}{% do adapter.execute('alter table ' ~ from_relation ~ ' rename to ' ~ to_relation.identifier) %}{% endmacro %}
{% macro truncate_relation(relation) %}{% do adapter.execute('delete from ' ~ relation) %}{% endmacro %}
{% macro create_schema(relation) %}{% do adapter.execute('create schema if not exists ' ~ relation) %}{% endmacro %}
{% macro drop_schema(relation) %}{% do adapter.execute('drop schema ' ~ relation.without_identifier() ~ ' cascade') %}{% endmacro %}
{% macro check_schema_exists(information_schema, schema) %}{{ return(adapter.execute("select count(*) from information_schema.schemata where catalog_name = '" ~ information_schema.database ~ "' and schema_name = '" ~ schema ~ "'", fetch=true)[1]) }}{% endmacro %}
{% macro alter_column_type(relation, column_name, new_column_type) %}{% do calls.append(relation.identifier ~ '.' ~ column_name ~ ' ' ~ new_column_type) %}{% endmacro %}
{% macro get_incremental_append_sql(arg_dict) %}append it{% endmacro %}
{% macro get_incremental_mine_sql(arg_dict) %}mine{% endmacro %}
`;

const config = {
  root: { name: 'shop', version: '1.0', root: '/shop' },
  flags: { behavior: { require_something: true } },
  profile: {
    profileName: 'p',
    targetName: 'dev',
    threads: 2,
    adapterType: 'duckdb',
    output: { type: 'duckdb', path: ':memory:', motherduck_token: 'secret' },
  },
} as unknown as ProjectConfig;

describe('the adapter object', () => {
  let warehouse: Warehouse;
  let session: Session;
  let cache: RelationCache;
  let calls: Value[];
  let names: Record<string, Value>;

  const build = (options: Partial<AdapterOptions> = {}): PyObject => {
    const context = { lookup: (name: string): Value | undefined => names[name] };
    const blocks = scanBlocks(new SourceFile('macros/m.sql', MACROS));
    const macros = new Map(blocks.map((block) => [block.name, macroOf(block).bind(context)]));
    return createAdapterValue({
      adapter: duckdb,
      quoting: duckdb.dialect.defaultQuoting,
      execute: true,
      config,
      session: async () => session,
      cache,
      callMacro: (name) => macros.get(name) ?? null,
      dispatch: (name, namespace) => `${namespace}.${name}`,
      ...options,
    });
  };

  beforeEach(async () => {
    warehouse = await duckdb.connect(duckdb.resolveCredentials({ path: ':memory:' }).credentials, {
      projectRoot: '/',
      threads: 1,
    });
    session = await warehouse.session('test');
    cache = new RelationCache(duckdb.dialect);
    calls = [];
    names = {
      calls,
      api: createApiValue(duckdb, duckdb.dialect.defaultQuoting),
      Column: new ColumnClass(columnTraits(duckdb)),
      return: returnFunction,
    };
    names.adapter = build();
    await session.execute(
      "create table t (id integer, name varchar(10)); insert into t values (1, 'a'); create view v as select * from t",
    );
  });
  afterEach(() => warehouse.close());

  const run = (template: string): Promise<string> => renderAsync(template, names);

  it('executes', async () => {
    expect(
      await run(
        "{% set r, t = adapter.execute('select * from t', fetch=true) %}{{ r }}|{{ r.rows_affected }}|{{ t.rows[0]['name'] }}",
      ),
    ).toBe('OK|None|a');
    expect(
      await run(
        "{% set r, t = adapter.execute('select * from range(10)', fetch=true, limit=3) %}{{ t.rows | length }}",
      ),
    ).toBe('3');
    expect(await run("{{ adapter.execute('select 1', auto_begin=true)[0] }}")).toBe('OK');
    expect(session.inTransaction).toBe(true);
    expect(await run('{% do adapter.commit() %}')).toBe('');
    expect(session.inTransaction).toBe(false);
  });

  it('binds parameters', async () => {
    await run("{% do adapter.add_query('insert into t values (?, ?)', bindings=[2, \"it's\"]) %}");
    expect((await session.execute('select name from t where id = 2', { fetch: true })).rows).toEqual([["it's"]]);
  });

  it('finds relations, listing a schema once', async () => {
    expect(await run("{% set r = adapter.get_relation('memory', 'main', 't') %}{{ r }} {{ r.type }}")).toBe(
      '"memory"."main"."t" table',
    );
    expect(
      await run(
        "{{ adapter.get_relation(database='memory', schema='main', identifier='v').is_view }}{{ adapter.get_relation('memory', 'main', 'no') }}",
      ),
    ).toBe('TrueNone');
    expect(calls).toEqual(['list']);
  });

  it('stops at names that differ in case only', async () => {
    await expect(run("{{ adapter.get_relation('memory', 'main', 'T') }}")).rejects.toThrow('approximate match');
  });

  it('keeps what it knows of a schema current', async () => {
    const find = (name: string): Promise<string> => run(`{{ adapter.get_relation('memory', 'main', '${name}') }}`);
    await find('t');
    await run("{% do adapter.drop_relation(adapter.get_relation('memory', 'main', 'v')) %}");
    await run(
      "{% do adapter.rename_relation(adapter.get_relation('memory', 'main', 't'), api.Relation.create('memory', 'main', 'u')) %}",
    );
    await run("{% do adapter.cache_added(api.Relation.create('memory', 'main', 'w', 'table')) %}");
    expect([await find('v'), await find('t'), await find('u'), await find('w')]).toEqual([
      'None',
      'None',
      '"memory"."main"."u"',
      '"memory"."main"."w"',
    ]);
    expect(await run("{{ adapter.get_relation('memory', 'main', 'u').type }}")).toBe('table');
    expect(calls).toEqual(['list']);
  });

  it('refuses to drop what has no type', async () => {
    await expect(run("{% do adapter.drop_relation(api.Relation.create('memory', 'main', 't')) %}")).rejects.toThrow(
      'its type is null',
    );
  });

  it('makes, finds and drops schemas', async () => {
    expect(
      await run(
        "{% do adapter.create_schema(api.Relation.create('memory', 's2')) %}{{ adapter.check_schema_exists('memory', 's2') }}{{ adapter.check_schema_exists('memory', 'nope') }}",
      ),
    ).toBe('TrueFalse');
    expect(
      await run(
        "{% do adapter.drop_schema(api.Relation.create('memory', 's2')) %}{{ adapter.check_schema_exists('memory', 's2') }}",
      ),
    ).toBe('False');
  });

  it('answers columns', async () => {
    await session.execute('create table t2 (id integer, name varchar, extra date)');
    const both =
      "{% set t = api.Relation.create('memory', 'main', 't') %}{% set t2 = api.Relation.create('memory', 'main', 't2') %}";
    expect(await run(`${both}{{ adapter.get_columns_in_relation(t) | map(attribute='name') | list }}`)).toBe(
      "['id', 'name']",
    );
    expect(await run(`${both}{{ adapter.get_missing_columns(t2, t) | map(attribute='name') | list }}`)).toBe(
      "['extra']",
    );
    expect(
      await run(
        "{{ adapter.get_column_schema_from_query(\"select 1 as a, {'x': 1.5::decimal(4,1)} as s\") | map(attribute='dtype') | list }}",
      ),
    ).toBe("['INTEGER', 'DECIMAL(4,1)']");
    await expect(run("{% do adapter.get_columns_in_relation('t') %}")).rejects.toThrow('needs a relation');
  });

  it('checks what a snapshot made', async () => {
    await expect(
      run("{% do adapter.valid_snapshot_target(api.Relation.create('memory', 'main', 't')) %}"),
    ).rejects.toThrow('missing "dbt_scd_id", "dbt_valid_from", "dbt_valid_to"');
    await session.execute('create table snap (id integer, dbt_scd_id varchar, "FROM" date, dbt_valid_to date)');
    expect(
      await run(
        "{% do adapter.valid_snapshot_target(api.Relation.create('memory', 'main', 'snap'), {'dbt_valid_from': 'from'}) %}",
      ),
    ).toBe('');
    expect(
      await run(
        "{{ adapter.get_hard_deletes_behavior({}) }} {{ adapter.get_hard_deletes_behavior({'invalidate_hard_deletes': true}) }} {{ adapter.get_hard_deletes_behavior({'hard_deletes': 'new_record'}) }}",
      ),
    ).toBe('ignore invalidate new_record');
    await expect(run("{{ adapter.get_hard_deletes_behavior({'hard_deletes': 'x'}) }}")).rejects.toThrow(
      'Invalid setting',
    );
  });

  it('finds strategies, with a suggestion for what is near one', async () => {
    expect(
      await run(
        "{{ adapter.get_incremental_strategy_macro(none, 'append')({}) }}{{ adapter.get_incremental_strategy_macro(none, 'mine')({}) }}",
      ),
    ).toBe('append itmine');
    await expect(run("{{ adapter.get_incremental_strategy_macro(none, 'insert_overwrite') }}")).rejects.toThrow(
      'not valid for this adapter',
    );
    const error = (await run("{{ adapter.get_incremental_strategy_macro(none, 'merg') }}").catch(
      (e: unknown) => e,
    )) as { cause?: unknown };
    const quern = (error instanceof QuernError ? error : error.cause) as QuernError;
    expect(quern.diagnostics[0]).toMatchObject({ code: 'ADP022', hint: "Did you mean 'merge'?" });
  });

  it('renders constraints as dbt does', async () => {
    const column = (constraint: string): Promise<string> =>
      run(
        `{{ adapter.render_raw_columns_constraints({'id': {'name': 'id', 'data_type': 'int', 'constraints': [${constraint}]}}) }}`,
      );
    const model = (constraint: string): Promise<string> =>
      run(`{{ adapter.render_raw_model_constraints([${constraint}]) }}`);
    expect(await column("{'type': 'not_null'}, {'type': 'unique'}")).toBe("['id int not null unique']");
    expect(await column("{'type': 'check', 'expression': 'id > 0'}")).toBe("['id int check (id > 0)']");
    expect(await column("{'type': 'check'}")).toBe("['id int']");
    expect(await column(`{'type': 'foreign_key', 'to': '"db"."s"."t"', 'to_columns': ['a']}`)).toBe(
      `['id int references "s"."t" (a)']`,
    );
    expect(await column("{'type': 'custom', 'expression': 'collate x'}")).toBe("['id int collate x']");
    expect(await model("{'type': 'primary_key', 'columns': ['a', 'b']}")).toBe("['primary key (a, b)']");
    expect(await model("{'type': 'unique', 'name': 'u', 'columns': ['a']}")).toBe("['constraint u unique (a)']");
    expect(await model("{'type': 'foreign_key', 'columns': ['a'], 'expression': 'other (id)'}")).toBe(
      "['foreign key (a) references other (id)']",
    );
    expect(await model("{'type': 'not_null', 'columns': ['a']}")).toBe('[]');
    await expect(column("{'type': 'uniqe'}")).rejects.toThrow('Could not parse constraint');
    expect(
      await run(
        "{{ adapter.render_raw_columns_constraints({'id': {'name': 'id', 'data_type': 'int', 'quote': true}}) }}",
      ),
    ).toBe('[\'"id" int\']');
  });

  it('has the methods of dbt-duckdb', async () => {
    expect(
      await run(
        '{{ adapter.external_root() }}{{ adapter.is_motherduck() }}{{ adapter.disable_transactions() }}{{ adapter.get_binding_char() }}',
      ),
    ).toBe('.FalseFalse?');
    expect(await run("{{ adapter.external_write_options('x.csv', {'delimiter': '|'}) }}")).toBe(
      "delimiter '|', format csv, header 1",
    );
    expect(await run("{{ adapter.external_write_options('x.csv.gz', {}) }}")).toBe(
      'format csv, compression gzip, header 1',
    );
    expect(await run("{{ adapter.external_write_options('dir', {'partition_by': 'a, b'}) }}")).toBe(
      'partition_by (a, b), format parquet',
    );
    expect(await run("{{ adapter.external_read_location('dir', {'partition_by': 'a, b'}) }}")).toBe(
      'dir/*/*/*.parquet',
    );
    expect(await run("{{ adapter.location_exists('/no/such/file.csv') }}")).toBe('False');
    expect(await run("{{ adapter.parse_index({'columns': ['a'], 'unique': true}).columns }}")).toBe("['a']");
    await expect(run("{{ adapter.parse_index({'columns': 'a'}) }}")).rejects.toThrow('must be a list');
    await session.execute('create table k (a integer primary key, b integer unique)');
    expect(await run("{{ adapter.existing_key_constraint_types(api.Relation.create('memory', 'main', 'k')) }}")).toBe(
      "['primary_key', 'unique']",
    );
    await run('{% do adapter.ensure_transaction() %}');
    expect(session.inTransaction).toBe(true);
  });

  it('quotes, types and dispatches', async () => {
    expect(
      await run(
        "{{ adapter.quote('a') }}{{ adapter.quote_as_configured('a', 'schema') }}{{ adapter.quote_seed_column('a', false) }}{{ adapter.quote_seed_column('a', none) }}",
      ),
    ).toBe('"a""a"a"a"');
    expect(await run("{{ adapter.type() }} {{ adapter.dispatch('m', 'ns') }} {{ adapter.dispatch('m') }}")).toBe(
      'duckdb ns.m null.m',
    );
    expect(
      await run(
        "{% set g = adapter.execute(\"select 'a' as grantee, 'select' as privilege_type union all select 'b', 'select' order by 1\", fetch=true)[1] %}{{ adapter.standardize_grants_dict(g) }}",
      ),
    ).toBe("{'select': ['a', 'b']}");
    expect(
      await run("{{ adapter.get_seed_file_path({'root_path': '/r', 'original_file_path': 'seeds/x.csv'}) }}"),
    ).toBe('/r/seeds/x.csv');
    await expect(run("{{ adapter.dispatch('m', ['a']) }}")).rejects.toThrow('should be None or a string');
  });

  it('shows the project but no secrets', async () => {
    expect(
      await run(
        '{{ adapter.config.project_name }} {{ adapter.config.credentials.type }} {{ adapter.config.credentials.schema }}',
      ),
    ).toBe('shop duckdb main');
    expect(await run('{{ adapter.config.credentials.motherduck_token is defined }}')).toBe('False');
    expect(await run("{{ 'on' if adapter.behavior.require_something else 'off' }}")).toBe('on');
    await expect(run('{{ adapter.behavior.require_somethin }}')).rejects.toThrow('has not been registered');
  });

  it('widens text columns', async () => {
    names.adapter = build({
      callMacro: (name) =>
        name === 'get_columns_in_relation'
          ? macro(
              "{{ return([Column('name', 'character varying', 5 if relation.identifier == 't' else 20)]) }}",
              'relation',
            )
          : macro(
              "{% do calls.append(relation.identifier ~ '.' ~ column_name ~ ' ' ~ new_column_type) %}",
              'relation, column_name, new_column_type',
            ),
    });
    await run(
      "{% do adapter.expand_target_column_types(api.Relation.create(identifier='u'), api.Relation.create(identifier='t')) %}",
    );
    expect(calls).toEqual(['t.name character varying(20)']);
  });

  function macro(body: string, parameters: string): Value {
    const [block] = scanBlocks(new SourceFile('m.sql', `{% macro m(${parameters}) %}${body}{% endmacro %}`));
    return macroOf(block!).bind({ lookup: (name) => names[name] });
  }

  it('asks nothing while the project is parsed', () => {
    const parsing = { ...names, adapter: build({ execute: false, session: undefined }) };
    expect(
      render(
        "{{ adapter.get_relation('a', 'b', 'c') }}{{ adapter.get_columns_in_relation(none) }}{{ adapter.check_schema_exists('a', 'b') }}",
        parsing,
      ),
    ).toBe('None[]False');
    expect(
      render(
        "{% set r, t = adapter.execute('select 1', fetch=true) %}{{ t.rows | length }}{{ t.columns[0] }}",
        parsing,
      ),
    ).toBe('0');
    expect(
      render(
        "{{ adapter.quote('a') }}{{ adapter.type() }}{{ adapter.location_exists('x') }}{{ adapter.get_incremental_strategy_macro(none, 'x') }}",
        parsing,
      ),
    ).toBe('"a"duckdbFalseNone');
  });

  it('says so where no connection may be used', async () => {
    names.adapter = build({ session: undefined });
    const error = (await run("{{ adapter.execute('select 1') }}").catch((e: unknown) => e)) as { cause?: unknown };
    expect(((error instanceof QuernError ? error : error.cause) as QuernError).diagnostics[0]).toMatchObject({
      code: 'ADP020',
    });
  });
});
