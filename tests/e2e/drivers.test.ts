import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { adapterNames } from '../../compiler/adapters/registry.js';
import { quern } from './cli.js';
import { writeProject } from './project.js';

const dir = mkdtempSync(join(tmpdir(), 'quern-drivers-'));
const loaded = join(dir, 'loaded.txt');
const PROFILES: Readonly<Record<string, string>> = {
  bigquery: '{type: bigquery, method: oauth, project: p, dataset: s}',
  duckdb: '{type: duckdb, path: x.duckdb}',
  postgres: '{type: postgres, host: h, user: u, password: p, dbname: d, schema: s}',
  snowflake: '{type: snowflake, account: a, user: u, password: p, database: d, schema: s, warehouse: w}',
};

beforeAll(() => {
  const trap = `const { Module } = require('node:module'); const load = Module._load;
Module._load = function (name) { if (/^(pg|pg-copy-streams|snowflake-sdk|@google-cloud\\/.*|@duckdb\\/.*)$/.test(name)) require('node:fs').appendFileSync(${JSON.stringify(loaded)}, name + '\\n'); return load.apply(this, arguments); };`;
  writeFileSync(join(dir, 'trap.cjs'), trap);
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

it.each(adapterNames())('no driver is loaded before %s is connected to', (name) => {
  writeProject(dir, {
    'profiles.yml': `shop: {target: dev, outputs: {dev: ${PROFILES[name]}}}\n`,
    'models/m.sql': 'select 1 as id',
  });
  const env = { NODE_OPTIONS: `--require ${join(dir, 'trap.cjs')}` };
  for (const args of [['--version'], ['parse'], ['ls'], ['compile', '--no-introspect']]) {
    const { code, output } = quern(dir, args, env);
    expect(code, output).toBe(0);
    expect(existsSync(loaded), args.join(' ')).toBe(false);
  }
});

it('the trap sees drivers that are loaded', () => {
  writeProject(dir, { 'profiles.yml': `shop: {target: dev, outputs: {dev: ${PROFILES.duckdb}}}\n` });
  quern(dir, ['run'], { NODE_OPTIONS: `--require ${join(dir, 'trap.cjs')}` });
  expect(existsSync(loaded)).toBe(true);
});
