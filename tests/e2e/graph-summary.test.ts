import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { quern } from './cli.js';
import { writeProject } from './project.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'quern-e2e-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const path = () => join(dir, 'target/graph_summary.json');
type Nodes = Record<string, { name: string; type: string; succ?: number[] }>;
/** What reads each node, by names. */
const edges = (nodes: Nodes) =>
  Object.fromEntries(
    Object.values(nodes).map(({ name, succ = [] }) => [name, succ.map((number) => nodes[number]!.name).sort()]),
  );

it('tells the graph that was compiled, and in a build what waits for tests', () => {
  writeProject(dir, {
    'models/a.sql': 'select 1 as id',
    'models/b.sql': "select id from {{ ref('a') }}",
    'models/a.yml':
      "models: [{name: a, columns: [{name: id, data_tests: [not_null]}]}]\nexposures: [{name: page, type: dashboard, owner: {name: me}, depends_on: [ref('b')]}]\n",
  });
  const test = 'test.shop.not_null_a_id.c1cebc1440';
  const linked = {
    'model.shop.a': ['model.shop.b', test],
    'model.shop.b': ['exposure.shop.page'],
    [test]: [],
    'exposure.shop.page': [],
  };
  quern(dir, ['parse']);
  expect(existsSync(path())).toBe(false);
  expect(quern(dir, ['compile']).code).toBe(0);
  const compiled = JSON.parse(readFileSync(path(), 'utf8'));
  expect(edges(compiled.linked)).toEqual(linked);
  expect(compiled).not.toHaveProperty('with_test_edges');

  expect(quern(dir, ['build']).code).toBe(0);
  const built = JSON.parse(readFileSync(path(), 'utf8'));
  expect(built._invocation_id).not.toBe(compiled._invocation_id);
  expect(edges(built.linked)).toEqual(linked);
  expect(edges(built.with_test_edges)).toEqual({ ...linked, [test]: ['model.shop.b'] });
  expect(quern(dir, ['compile', '--no-write-json']).code).toBe(0);
  expect(JSON.parse(readFileSync(path(), 'utf8'))._invocation_id).toBe(built._invocation_id);
});
