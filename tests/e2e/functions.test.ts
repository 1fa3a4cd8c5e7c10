import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { quern } from './cli.js';
import { writeProject } from './project.js';

const PROPERTIES = `functions:
  - name: twice
    description: "the {{ doc('x') }}"
    config: {tags: [math], volatility: deterministic}
    arguments: [{name: x, data_type: double, description: what is doubled}]
    returns: {data_type: double}
  - name: net
    arguments:
      - {name: price, data_type: double}
      - {name: rate, data_type: double, default_value: 0.5}
    returns: {data_type: double}
  - name: label
    arguments: [{name: a, data_type: integer}]
    returns: {data_type: varchar}
    overloads:
      - {defined_in: label_two, arguments: [{name: a, data_type: integer}, {name: b, data_type: integer}]}
`;
const FILES = {
  'functions/schema.yml': PROPERTIES,
  'functions/twice.sql': 'x * 2',
  'functions/math/net.sql': "{{ function('twice') }}(price) * rate + (select min(id) from {{ ref('base') }})",
  'functions/label.sql': "'one ' || a",
  'functions/label_two.sql': "'two ' || a || b || (select max(id) from {{ ref('other') }})",
  'models/base.sql': 'select 1 as id',
  'models/other.sql': 'select 9 as id',
  'models/used.sql': `select {{ function('twice') }}(id) as t, {{ function('shop', 'net') }}(10) as n, {{ function('net') }}(10, 1) as m,
 {{ function('label') }}(1) as l1, {{ function('label') }}(1, 2) as l2 from {{ ref('base') }}`,
};

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'quern-functions-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const json = (path: string) => JSON.parse(readFileSync(join(dir, path), 'utf8'));
const show = (query: string) => {
  const { stdout } = quern(dir, ['show', '--inline', query, '--output', 'json']);
  return JSON.parse(stdout.slice(stdout.indexOf('{'))).show;
};

describe('functions', () => {
  it('are made before what calls them, with their overloads', () => {
    writeProject(dir, FILES);
    const { code, output } = quern(dir, ['build']);
    expect(code, output).toBe(0);
    expect(output).toMatch(/START function main\.twice \.+ \[RUN\]/);
    expect(output).toMatch(/OK created function main\.label \.+ \[SUCCESS in/);
    expect(output).toMatch(/Overload 1 of 1 START function label overload label_two \.+ \[RUN\]/);
    expect(output).toMatch(/Overload 1 of 1 OK created function label overload label_two \.+ \[SUCCESS in/);
    const results = json('target/run_results.json').results;
    const of = (id: string) => results.find((r: { unique_id: string }) => r.unique_id === id);
    expect(of('function.shop.label').overload_results).toEqual({ successful: ['label_two'], failed: [] });
    expect(of('function.shop.twice')).toMatchObject({
      status: 'success',
      compiled_code: 'x * 2',
      relation_name: '"shop"."main"."twice"',
      overload_results: { successful: [], failed: [] },
    });
    expect(show("select * from {{ ref('used') }}")).toEqual([{ t: 2, n: 11, m: 21, l1: 'one 1', l2: 'two 129' }]);
    // Again, and from the cache.
    expect(quern(dir, ['build']).code).toBe(0);
  });

  it('are in the manifest, and in graph.functions', () => {
    writeProject(dir, {
      ...FILES,
      'macros/names.sql':
        "{% macro names() %}{{ print(graph.functions | list | join(' ')) }}{{ print('nodes ' ~ graph.nodes | length) }}{% endmacro %}",
    });
    expect(quern(dir, ['parse']).code).toBe(0);
    const { nodes, functions, parent_map: parents, child_map: children } = json('target/manifest.json');
    expect(Object.keys(nodes)).toHaveLength(3);
    expect(Object.keys(functions)).toEqual(['function.shop.label', 'function.shop.net', 'function.shop.twice']);
    expect(functions['function.shop.net']).toMatchObject({
      resource_type: 'function',
      path: 'math/net.sql',
      fqn: ['shop', 'math', 'net'],
      functions: [['twice']],
      depends_on: { nodes: ['model.shop.base', 'function.shop.twice'], macros: [] },
      arguments: [
        { name: 'price', data_type: 'double', description: null, default_value: null },
        { name: 'rate', data_type: 'double', description: null, default_value: 0.5 },
      ],
      returns: { data_type: 'double', description: null },
      overloads: [],
      config: { materialized: 'function', type: 'scalar', volatility: null, snowflake: { quote_args: true } },
    });
    expect(functions['function.shop.twice']).toMatchObject({ description: "the {{ doc('x') }}", tags: ['math'] });
    expect(functions['function.shop.label']).toMatchObject({
      depends_on: { nodes: ['model.shop.other'] },
      overloads: [{ defined_in: 'label_two', raw_body: FILES['functions/label_two.sql'], returns: null }],
    });
    expect(parents['model.shop.used']).toContain('function.shop.net');
    expect(children['function.shop.twice']).toEqual(['function.shop.net', 'model.shop.used']);
    for (let round = 0; round < 2; round++)
      expect(quern(dir, ['run-operation', 'names']).output).toContain(
        'function.shop.label function.shop.net function.shop.twice\nnodes 3\n',
      );
  });

  it('are selected as everything else is, and are no part of `run`', () => {
    writeProject(dir, FILES);
    const list = (...args: string[]) =>
      quern(dir, ['ls', '--quiet', ...args])
        .stdout.trim()
        .split('\n')
        .sort();
    expect(list('--resource-type', 'function')).toEqual(['shop.label', 'shop.math.net', 'shop.twice']);
    expect(list('-s', 'resource_type:function,tag:math')).toEqual(['shop.twice']);
    expect(list('-s', 'twice+')).toEqual(['shop.math.net', 'shop.twice', 'shop.used']);
    expect(list('-s', 'path:functions/math')).toEqual(['shop.math.net']);
    expect(list('-s', '+net')).toEqual(['shop.base', 'shop.math.net', 'shop.twice']);
    expect(quern(dir, ['run', '-s', 'base', 'other']).output).toContain('1 of 2');
    expect(quern(dir, ['build', '-s', 'twice']).output).toContain('PASS=1');
    // A model's file alone has changed: it is linked against the cache.
    writeFileSync(join(dir, 'models/used.sql'), "select {{ function('twice') }}(3) as t, 'new' as n");
    expect(list('-s', '+used')).toEqual(['shop.twice', 'shop.used']);
    expect(quern(dir, ['compile', '-s', 'used']).output).toContain('select "shop"."main"."twice"(3) as t');
  });

  it('that are wrong are told of, all at once', () => {
    writeProject(dir, {
      'functions/schema.yml': `functions:
  - name: order_of
    arguments: [{name: a, data_type: int, default_value: 1}, {name: b, data_type: int}]
    returns: {data_type: int}
  - name: script
    arguments: []
    returns: {data_type: int}
  - name: over
    returns: {data_type: int}
    overloads: [{defined_in: over}, {defined_in: nowhere}]
  - name: missing_file
    returns: {data_type: int}
`,
      'functions/order_of.sql': 'a + b',
      'functions/script.js': 'return 1',
      'functions/over.sql': '1',
      'functions/nobody_says.sql': '1',
      'models/m.sql': "select {{ function('order_off') }}(1)",
    });
    const { code, output } = quern(dir, ['build']);
    expect(code).toBe(2);
    expect(output).toContain("Non-defaulted argument 'b' of function 'order_of' comes after a defaulted argument");
    expect(output).toContain("Function 'script' uses JavaScript, which is not supported on 'duckdb'");
    expect(output).toContain("Function 'over' cannot list itself in overloads");
    expect(output).toContain("Function overload 'nowhere' (defined_in) not found");
    expect(output).toContain("Model 'm' depends on a function named 'order_off' which was not found");
    expect(output).toContain("Did you mean 'order_of'?");
    rmSync(join(dir, 'models/m.sql'));
    for (const name of ['order_of.sql', 'script.js', 'over.sql', 'schema.yml']) rmSync(join(dir, 'functions', name));
    expect(quern(dir, ['build']).output).toContain("Nothing says what the function 'nobody_says' takes and returns");
  });

  it('are those of another run with --defer, and modified when their signature is', () => {
    writeProject(dir, {
      ...FILES,
      'profiles.yml': `shop:
  target: dev
  outputs:
    dev: {type: duckdb, path: shop.duckdb, schema: dev}
    prod: {type: duckdb, path: shop.duckdb, schema: prod}
`,
    });
    expect(quern(dir, ['build', '--target', 'prod', '--target-path', 'prod']).code).toBe(0);
    const state = ['--defer', '--state', 'prod'];
    const { code, output } = quern(dir, ['run', '-s', 'used', ...state]);
    expect(code, output).toBe(0);
    expect(readFileSync(join(dir, 'target/compiled/shop/models/used.sql'), 'utf8')).toContain(
      '"shop"."prod"."twice"(id)',
    );
    writeFileSync(
      join(dir, 'functions/schema.yml'),
      PROPERTIES.replace('returns: {data_type: double}', 'returns: {data_type: float}'),
    );
    const modified = quern(dir, [
      'ls',
      '--quiet',
      '-s',
      'state:modified',
      '--state',
      'prod',
      '--resource-type',
      'function',
    ]);
    expect(modified.stdout.trim()).toBe('shop.twice');
  });
});
