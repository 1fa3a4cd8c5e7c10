import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../compiler/base/diagnostics.js';
import { parseFolder } from './parse-folder.js';

const work = mkdtempSync(join(tmpdir(), 'quern-problems-'));
afterAll(() => rmSync(work, { recursive: true }));

const BASE = {
  'dbt_project.yml': 'name: shop\nversion: "1.0"\nprofile: shop\nvars: {start_date: "2024-01-01"}\n',
  'profiles.yml': 'shop: {target: dev, outputs: {dev: {type: duckdb, path: shop.duckdb}}}\n',
};
let count = 0;

async function parse(
  files: Readonly<Record<string, string | Buffer>>,
  options: Readonly<Record<string, unknown>> = {},
) {
  const folder = join(work, `p${count++}`);
  for (const [path, text] of Object.entries({ ...BASE, ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const parsed = await parseFolder(folder, options);
  return { ...parsed, told: parsed.sink.all.map(shown) };
}

/** `code severity path:line:column [marked text]: message | hint`. */
function shown({ code, severity, span, message, hint }: Diagnostic): string {
  const at = span?.file.locate(span.start);
  const marked = span?.file.text.slice(span.start, span.end).split('\n')[0];
  return `${code} ${severity} ${at ? `${span!.file.path}:${at.line}:${at.column} [${marked}]` : '-'}: ${message}${hint ? ` | ${hint}` : ''}`;
}

describe('problems of models', () => {
  it('a misspelt ref', async () => {
    const { told } = await parse({
      'models/stg_orders.sql': 'select 1 as id',
      'models/orders.sql': "select *\nfrom {{ ref('stg_order') }}",
    });
    expect(told).toEqual([
      "REF001 error models/orders.sql:2:13 ['stg_order']: Model 'orders' refers to 'stg_order', which does not exist | Did you mean 'stg_orders'?",
    ]);
  });

  it('all of a run at once, each model by itself', async () => {
    const { told, manifest } = await parse({
      'models/a.sql': 'select {{ 1 +',
      'models/b.sql': '{% if true %} select 1',
      'models/c.sql': "{{ env_var('NOT_SET') }}",
      'models/d.sql': '{{ nothing + 1 }}',
      'models/e.sql': "select * from {{ ref('a') }}, {{ ref('b') }}, {{ ref('c') }}",
      'models/f.sql': "select * from {{ source('raw', 'ordes') }}",
      'models/ok.sql': 'select 1',
      'models/s.yml': 'sources:\n  - name: raw\n    tables: [{name: orders}]\n',
    });
    expect(
      told.map(
        (t) =>
          t
            .split(' | ')
            .map((part) => part.replace(/: .*/, ''))
            .join(' | ') + (t.includes('Did you mean') ? t.slice(t.indexOf('Did')) : ''),
      ),
    ).toEqual([
      expect.stringMatching(/^JIN001 error models\/a.sql:1:1/),
      expect.stringMatching(/^JIN001 error models\/b.sql:1:/),
      expect.stringMatching(/^ENV001 error models\/c.sql:1:4/),
      expect.stringMatching(/^JIN002 error models\/d.sql:1:4 \[nothing/),
      expect.stringMatching(/^SRC001 error models\/f.sql:1:.*Did you mean 'orders'\?/),
    ]);
    expect([...manifest.nodes.keys()]).toEqual(['model.shop.e', 'model.shop.f', 'model.shop.ok']);
  });

  it('two of one name', async () => {
    const { told } = await parse({ 'models/x/a.sql': 'select 1', 'models/y/a.sql': 'select 2' });
    expect(told).toEqual([
      "DUP001 error models/y/a.sql:1:1 [s]: There are two models named 'a': models/x/a.sql and models/y/a.sql | Rename or remove one of them: ref() finds resources by name.",
    ]);
  });

  it('configuration of a wrong type, and a misspelt one', async () => {
    const { told, manifest } = await parse({
      'models/a.sql':
        "{{ config(materialized='table', tags=5, enabled='maybe', materialised='view', mine=1) }} select 1",
    });
    expect(told).toEqual([
      expect.stringMatching(/^CFG004 error models\/a.sql:1:\d+ \[5\]: The config 'tags' must be/),
      expect.stringMatching(/^CFG004 error models\/a.sql:1:\d+ \['maybe'\]: The config 'enabled' must be/),
      expect.stringMatching(
        /^CFG003 warning models\/a.sql:1:\d+ .*'materialised' is not a known config \| Did you mean 'materialized'\?/,
      ),
    ]);
    expect(manifest.nodes.get('model.shop.a')?.config).toMatchObject({
      enabled: true,
      tags: [],
      materialized: 'table',
      mine: 1,
    });
  });

  it.each([
    [
      'the project file',
      { 'dbt_project.yml': `${BASE['dbt_project.yml']}models:\n  shop:\n    +materialized: tabel\n` },
      'dbt_project.yml:7:20 [tabel]',
    ],
    [
      'the properties',
      { 'models/s.yml': 'models:\n  - name: a\n    config:\n      materialized: tabel\n' },
      'models/s.yml:4:21 [tabel]',
    ],
    ['the model', { 'models/a.sql': "{{ config(materialized='tabel') }} select 1" }, "models/a.sql:1:24 ['tabel']"],
  ])('an unknown materialization in %s', async (_place, files, at) => {
    const { told } = await parse({ 'models/a.sql': 'select 1', ...files });
    expect(told).toEqual([
      `MAT001 warning ${at}: 'a' is to be materialized as 'tabel', but there is no such materialization | Did you mean 'table'?`,
    ]);
  });

  it('a file that is not UTF-8, and those that read it', async () => {
    const { told } = await parse({
      'models/bin.sql': Buffer.from([0x73, 0x0a, 0xff]),
      'models/b.sql': "{{ ref('bin') }}",
    });
    expect(told).toEqual([expect.stringMatching(/^LOD001 error models\/bin.sql:2:1/)]);
  });

  it('access and groups', async () => {
    const { told } = await parse({
      'models/a.sql': 'select 1',
      'models/b.sql': "select * from {{ ref('a') }}",
      'models/s.yml':
        'groups:\n  - name: fin\n    owner: {name: F}\nmodels:\n  - name: a\n    config: {group: fin, access: private}\n  - name: b\n    config: {group: fim}\n',
    });
    expect(told.map((t) => t.slice(0, 6)).sort()).toEqual(['ACC001', 'GRP001']);
  });
});

describe('problems of properties files', () => {
  it('an unknown test', async () => {
    const { told, manifest } = await parse({
      'models/a.sql': 'select 1 as id',
      'models/s.yml':
        'models:\n  - name: a\n    columns:\n      - name: id\n        data_tests: [uniqe, not_null, pkg.thing]\n',
    });
    expect(told).toEqual([
      "TST001 error models/s.yml:5:22 [uniqe]: There is no generic test 'uniqe' | Did you mean 'unique'?",
      expect.stringMatching(
        /^TST001 error models\/s.yml:5:39 \[pkg.thing\]: There is no generic test 'pkg.thing' \| Define it/,
      ),
    ]);
    expect([...manifest.nodes.keys()].filter((id) => id.startsWith('test.'))).toHaveLength(1);
  });

  it('tests of a wrong shape', async () => {
    const { told } = await parse({
      'models/a.sql': 'select 1 as id',
      'models/s.yml': `models:
  - name: a
    columns:
      - name: id
        data_tests:
          - unique:
            config: {severity: warn}
          - not_null: {severity: warn, config: {severity: error}}
          - "not null"
          - 5
          - accepted_values: [1, 2]
`,
    });
    expect(told.map((t) => t.replace(/ \|.*/, ''))).toEqual([
      expect.stringMatching(/^YML022 error models\/s.yml:10:13 \[5\]/),
      expect.stringMatching(
        /^TST002 error models\/s.yml:6:13 .*: A test must have one name, but this has 2 keys: unique, config/,
      ),
      expect.stringMatching(/^TST002 error models\/s.yml:8:24 \[severity\]: Test 'not_null' has 'severity' both/),
      expect.stringMatching(/^TST002 error models\/s.yml:9:13 .*: 'not null' is no name of a test/),
      expect.stringMatching(
        /^TST002 error models\/s.yml:11:30 .*: The settings of test 'accepted_values' must be a mapping/,
      ),
    ]);
  });

  it('a test that its macro refuses points at its definition', async () => {
    const { told } = await parse({
      'models/a.sql': 'select 1 as id',
      'tests/generic/t.sql': "{% test picky(model) %}{{ exceptions.raise_compiler_error('no way') }}{% endtest %}",
      'models/s.yml': 'models:\n  - name: a\n    data_tests:\n      - picky\n',
    });
    expect(told).toEqual(['TPL001 error models/s.yml:4:9 [picky]: no way']);
  });

  it('entries that describe nothing, or twice', async () => {
    const { told } = await parse({
      'models/orders.sql': 'select 1 as id',
      'seeds/countries.csv': 'id\n1\n',
      'models/s.yml':
        'models:\n  - name: order\n    columns: [{name: id, data_tests: [unique]}]\n  - name: countries\n  - name: orders\n',
      'models/t.yml': 'models:\n  - name: orders\n',
      'macros/m.sql': '{% macro cents(x) %}{% endmacro %}',
      'macros/m.yml': 'macros:\n  - name: cent\n  - name: cents\n',
    });
    expect(told).toEqual([
      "DUP004 error models/t.yml:2:11 [orders]: 'orders' is described twice under 'models': here and in models/s.yml | Keep one of the two entries.",
      "MAC005 warning macros/m.yml:2:11 [cent]: There is no macro 'cent' to describe | Did you mean 'cents'?",
      "PAT001 warning models/s.yml:2:11 [order]: 'order' under 'models' describes nothing: there is no such model | Did you mean 'orders'?",
      "PAT002 warning models/s.yml:4:11 [countries]: 'countries' is a seed, but is described under 'models' | Move the entry to 'seeds:'.",
    ]);
  });

  it('shapes', async () => {
    const { sink } = await parse({
      'models/a.yml': '- models\n',
      'models/b.yml': 'models: 5\n',
      'models/c.yml': 'models:\n  - description: no name\n',
      'models/d.yml': 'models:\n  - name: 5\n',
      'models/e.yml': '',
    });
    expect(sink.errors.map((d) => d.span?.file.path)).toEqual(
      expect.arrayContaining(['models/a.yml', 'models/b.yml', 'models/c.yml', 'models/d.yml']),
    );
    expect(sink.errors.every((d) => d.span)).toBe(true);
  });

  it('docs blocks that do not exist', async () => {
    const { told } = await parse({
      'models/a.sql': 'select 1',
      'models/d.md': '{% docs grain %}x{% enddocs %}',
      'models/s.yml':
        "models:\n  - name: a\n    description: \"One {{ doc('grian') }}\"\n    columns: [{name: b, description: \"{{ doc('other', 'grain') }}\"}]\n",
    });
    expect(told).toEqual([
      expect.stringMatching(
        /^DOC001 error models\/s.yml:3:31 \[grian\]: There is no docs block 'grian' \| Did you mean 'grain'\?/,
      ),
      expect.stringMatching(/^DOC001 error models\/s.yml:4:.*\[grain\]: There is no docs block 'grain'/),
    ]);
  });

  it('Jinja in values', async () => {
    const { told } = await parse({
      'models/a.sql': 'select 1',
      'models/s.yml':
        'models:\n  - name: a\n    config:\n      schema: "x_{{ var(\'nope\') }}"\n      enabled: "{{ var(\'start_date\') }}"\n',
    });
    expect(told).toEqual([
      expect.stringMatching(/error models\/s.yml:4:.*nope/),
      expect.stringMatching(/^CFG004 error models\/s.yml:5:16 .*: The config 'enabled' must be true or false/),
    ]);
  });

  it('versions', async () => {
    const { told, manifest } = await parse({
      'models/m_v1.sql': 'select 1',
      'models/m.sql': 'select 2',
      'models/s.yml': 'models:\n  - name: m\n    latest_version: 2\n    versions: [{v: 1}, {v: 2}, {v: 3}, {v: 3}]\n',
    });
    expect(told).toEqual([
      expect.stringMatching(/^VER002 error models\/s.yml:4:.*Version 3 of 'm' is listed twice/),
      expect.stringMatching(/^VER001 warning models\/s.yml:4:.*Version 3 of 'm' has no model file 'm_v3.sql'/),
    ]);
    expect([...manifest.nodes.keys()].sort()).toEqual(['model.shop.m.v1', 'model.shop.m.v2']);
  });

  it('unit tests', async () => {
    const { told, manifest } = await parse({
      'models/a.sql': 'select 1 as id',
      'models/b.sql': "select id from {{ ref('a') }}",
      'models/inc.sql': "select id from {{ ref('a') }} {% if is_incremental() %} where id > 1 {% endif %}",
      'seeds/s.csv': 'id\n1\n',
      'tests/fixtures/good.csv': 'id\n1\n',
      'models/s.yml': `unit_tests:
  - {name: no_model, model: bb, given: [], expect: {rows: []}}
  - {name: of_seed, model: s, given: [], expect: {rows: []}}
  - name: rows
    model: b
    given: [{input: ref('a'), rows: id}, {input: ref('a'), format: csv, rows: []}, {input: ref('a')}]
    expect: {format: sql, rows: []}
  - {name: file, model: b, given: [{input: ref('a'), format: csv, fixture: god}], expect: {rows: [1]}}
  - {name: inc1, model: inc, given: [], expect: {rows: []}}
  - {name: inc2, model: inc, overrides: {macros: {is_incremental: true}}, given: [], expect: {rows: []}}
  - {name: versions, model: b, versions: {include: [1]}, given: [], expect: {rows: []}}
  - {name: twice, model: b, given: [], expect: {rows: []}}
  - {name: twice, model: b, given: [], expect: {rows: []}}
  - {name: twice, model: a, given: [], expect: {rows: []}}
`,
    });
    expect(told.map((text) => text.split(' | ')[0])).toEqual([
      "UNT001 error models/s.yml:6:37 [id]: Unit test 'rows' has input rows which do not match format 'dict'",
      "UNT001 error models/s.yml:6:79 [[]]: Unit test 'rows' has input rows which do not match format 'csv'",
      "UNT003 error models/s.yml:6:92 [ref('a')]: Unit test 'rows' gives no rows for ref('a'), which is no seed",
      "UNT001 error models/s.yml:7:33 [[]]: Unit test 'rows' has expected rows which do not match format 'sql'",
      "UNT002 error models/s.yml:8:76 [god]: File not found for fixture 'god' in unit test 'file'",
      "UNT001 error models/s.yml:8:98 [[1]]: Unit test 'file' has expected rows which do not match format 'dict'",
      "UNT004 error models/s.yml:2:29 [bb]: Unable to find model 'bb' for unit test 'no_model'",
      "UNT004 error models/s.yml:3:28 [s]: Unit test 'of_seed' is of 's', which is a seed",
      "UNT005 error models/s.yml:9:12 [inc1]: Boolean override for 'is_incremental' must be provided for unit test 'inc1' in model 'inc'",
      "UNT006 error models/s.yml:10:82 [[]]: Unit test 'inc2' for incremental model 'inc' must have a 'this' input",
      "UNT007 error models/s.yml:11:42 [{include: [1]}]: Unit test 'versions' should not have a versions include or exclude when referencing non-versioned model 'b'",
      "DUP003 error models/s.yml:13:12 [twice]: There are two unit tests 'twice' in package 'shop'",
    ]);
    expect([...manifest.unitTests.keys()]).toEqual(['unit_test.shop.b.twice', 'unit_test.shop.a.twice']);
  });

  it('exposures and snapshots', async () => {
    const { told } = await parse({
      'models/a.sql': 'select 1 as id',
      'models/s.yml': `exposures:
  - name: board
    type: dashboard
    owner: {name: X}
    depends_on:
      - ref('b')
      - the orders
snapshots:
  - name: s
    relation: ref('a')
    config: {strategy: timestamp}
`,
    });
    expect(told).toEqual([
      expect.stringMatching(
        /^SNP001 error models\/s.yml:9:11 \[s\]: Snapshot 's': must be configured with a 'unique_key'/,
      ),
      expect.stringMatching(
        /^SNP001 error models\/s.yml:9:11 \[s\]: Snapshot 's': the 'timestamp' strategy needs 'updated_at'/,
      ),
      expect.stringMatching(/^EXP001 error models\/s.yml:7:9 \[the orders\]: Exposure 'board' depends on the orders/),
      expect.stringMatching(
        /^REF001 error models\/s.yml:6:13 \['b'\]: Exposure 'board' refers to 'b', which does not exist/,
      ),
    ]);
  });

  it('configuration paths that reach nothing', async () => {
    const { told } = await parse({
      'models/a/b.sql': 'select 1',
      'dbt_project.yml': `${BASE['dbt_project.yml']}models:\n  shop:\n    a: {+tags: x}\n    c:\n      +tags: y\n`,
    });
    expect(told).toEqual([
      expect.stringMatching(
        /^PAR002 warning dbt_project.yml:8:5 .*: Configuration paths exist in your project file which do not apply to any resources: models.shop.c/,
      ),
    ]);
  });
});

describe('files of seeds', () => {
  it('above the size limit are known by their path', async () => {
    const { manifest } = await parse({
      'seeds/sub/big.csv': `a\n${'x\n'.repeat(600_000)}`,
      'seeds/small.csv': 'a\n1\n',
    });
    expect(manifest.nodes.get('seed.shop.big')?.checksum).toEqual({ name: 'path', checksum: 'seeds/sub/big.csv' });
    expect(manifest.nodes.get('seed.shop.small')?.checksum.name).toBe('sha256');
  });
});

describe('hooks', () => {
  const project = (section: string) => ({ 'dbt_project.yml': `${BASE['dbt_project.yml']}${section}` });

  it('make a node depend on what they refer to', async () => {
    const { told, manifest } = await parse({
      ...project('models: {shop: {late: {+post-hook: "insert into log select * from {{ ref(\'early\') }}"}}}\n'),
      'models/early.sql': 'select 1 as id',
      'models/late.sql': 'select 2 as id',
    });
    expect(told).toEqual([]);
    expect(manifest.nodes.get('model.shop.late')!.dependsOn.nodes).toEqual(['model.shop.early']);
  });

  it('are found where they refer to nothing', async () => {
    const { told } = await parse({
      'models/late.sql': '{{ config(pre_hook="delete from {{ ref(\'erly\') }}") }} select 2 as id',
      'models/early.sql': 'select 1 as id',
    });
    expect(told).toEqual([
      expect.stringMatching(/^REF001 error models\/late.sql:1:\d+ .*'late' refers to 'erly'.*Did you mean 'early'/),
    ]);
  });

  it('of seeds refer to nothing', async () => {
    const { told } = await parse({
      ...project('seeds: {+post-hook: "select * from {{ ref(\'early\') }}"}\n'),
      'models/early.sql': 'select 1 as id',
      'seeds/prices.csv': 'id\n1\n',
    });
    expect(told).toEqual([
      expect.stringMatching(/^PAR007 error .*Seeds cannot depend on other nodes.*'prices' refers to 'early'/),
    ]);
  });
});

describe('an entry under the wrong section', () => {
  it('describes nothing, but its tests are tests', async () => {
    const { told, manifest } = await parse({
      'seeds/prices.csv': 'id\n1\n',
      'seeds/prices.yml':
        'models:\n- name: prices\n  description: Prices\n  columns: [{name: id, data_tests: [unique]}]\n',
    });
    expect(told).toEqual([expect.stringMatching(/^PAT002 warning seeds\/prices.yml:2:9 .*'prices' is a seed/)]);
    expect(manifest.nodes.get('seed.shop.prices')!.description).toBe('');
    const tests = [...manifest.nodes.values()].filter((node) => node.resourceType === 'test');
    expect(tests.map(({ name, dependsOn }) => [name, dependsOn.nodes])).toEqual([
      ['unique_prices_id', ['seed.shop.prices']],
    ]);
  });
});
