import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { quern } from './cli.js';
import { writeProject } from './project.js';

const dir = mkdtempSync(join(tmpdir(), 'quern-members-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

it('names that stand for None are defined, and vars of the configuration are an object, as packages expect', () => {
  writeProject(dir, {
    'dbt_project.yml': 'name: shop\nprofile: shop\nvars: {a: 1}\n',
    'models/m.sql':
      'select \'{{ sql }} {{ sql is defined }} {{ compiled_code is none }} {{ nothing is defined }} {{ ref.config.vars.to_dict() }} {{ ref.config.vars.vars["a"] }}\'',
  });
  expect(quern(dir, ['compile']).code).toBe(0);
  expect(readFileSync(join(dir, 'target/compiled/shop/models/m.sql'), 'utf8')).toBe(
    "select 'None True True False {'a': 1} 1'",
  );
});
