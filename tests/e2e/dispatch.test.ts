import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
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

const MODEL = `{{ [dbt.right('x', 1), dbt.hash('x'), adapter.dispatch('right', 'dbt')('x', 1), adapter.dispatch('right')('x', 1),
  adapter.dispatch('right', 'p')('x', 1), adapter.dispatch('right', 'nowhere')('x', 1)] | join(' | ') }}`;

const compiled = (path: string): string[] =>
  readFileSync(join(dir, 'target/compiled', path), 'utf8')
    .split(' | ')
    .map((text) => text.replace(/\s+/g, ''));

/** What dbt 1.12 does with the same project. */
it("a package's implementations of built-in macros hold where dispatch is not told the built-in package, or where the root says so", () => {
  const files = {
    'packages.yml': 'packages: [{local: packages/p}]\n',
    'packages/p/dbt_project.yml': "name: p\nversion: '1.0'\n",
    'packages/p/macros/m.sql':
      '{% macro duckdb__right(x, n) %}right of p{% endmacro %}{% macro default__hash(x) %}hash of p{% endmacro %}',
    'packages/p/models/inside.sql': MODEL,
    'macros/m.sql': '{% macro default__hash(x) %}hash of root{% endmacro %}',
    'models/outside.sql': MODEL,
  };
  writeProject(dir, files);
  expect(quern(dir, ['compile', '-q']).code).toBe(0);
  const [right, ...others] = compiled('shop/models/outside.sql');
  expect(right).toBe('right(x,1)');
  expect(others).toEqual(['hashofroot', right, right, 'rightofp', right]);
  expect(compiled('p/models/inside.sql')).toEqual([right, 'hashofroot', right, 'rightofp', 'rightofp', 'rightofp']);

  const project =
    "name: shop\nversion: '1.0'\nprofile: shop\ndispatch: [{macro_namespace: dbt, search_order: [p, dbt]}]\n";
  writeProject(dir, { ...files, 'dbt_project.yml': project });
  expect(quern(dir, ['compile', '-q']).code).toBe(0);
  expect(compiled('shop/models/outside.sql').slice(0, 3)).toEqual(['rightofp', 'hashofp', 'rightofp']);
});
