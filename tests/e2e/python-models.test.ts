import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pythonEnvironment } from '../python.js';
import { quern } from './cli.js';
import { writeProject } from './project.js';
import { Running } from './running.js';

const hasDuckdb = (python: string) => spawnSync(python, ['-c', 'import duckdb']).status === 0;
const environment = pythonEnvironment('python-models', ['duckdb>=1.5,<2'], (bin) => hasDuckdb(join(bin, 'python')));
if ('missing' in environment) console.warn(`\n!! PYTHON MODELS ARE NOT RUN: ${environment.missing}.\n`);
const PYTHON = 'bin' in environment ? join(environment.bin, 'python') : undefined;

const MODEL = `

import decimal


def model(dbt, session):
    dbt.config(materialized="incremental", unique_key="id", greeting="hello")
    base = dbt.ref("base")
    print(dbt.config.get("greeting"), dbt.this, dbt.is_incremental)
    if dbt.is_incremental:
        top = session.sql(f"select max(id) from {dbt.this}").fetchone()[0]
        base = base.filter(f"id > {top}")
    return base.project("id, big, decimal_number, kind, sum(id) over () as total")
`;
const BASE = `select i as id, i::hugeint * 100000000000000000000 as big, (i / 4)::decimal(9, 2) as decimal_number, 'a'::enum('a', 'b') as kind
from range({{ var('from', 0) }}, {{ var('to', 3) }}) t(i)`;

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'quern-python-model-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const show = (query: string) => {
  const { stdout } = quern(dir, ['show', '--inline', query, '--output', 'json', '--limit', '100']);
  return JSON.parse(stdout.slice(stdout.indexOf('{'))).show;
};

describe.skipIf(!PYTHON)('Python models', () => {
  const env = { QUERN_PYTHON: PYTHON ?? '' };
  const models = { 'models/base.sql': BASE, 'models/m.py': MODEL, 'models/after.sql': "select * from {{ ref('m') }}" };

  it('run in their place in the graph, with the types that they answer', () => {
    writeProject(dir, models);
    const { code, output } = quern(dir, ['run'], env);
    expect(code, output).toBe(0);
    expect(output).toContain('START python incremental model main.m');
    expect(output).toContain('hello "shop"."main"."m" False\n');
    expect(
      show("select *, typeof(big) as t, typeof(kind) as k, typeof(total) as s from {{ ref('after') }} order by id"),
    ).toEqual(
      [0, 1, 2].map((id) => ({
        id,
        big: id === 0 ? 0 : `${id}00000000000000000000`,
        decimal_number: id / 4,
        kind: 'a',
        total: 3,
        t: 'HUGEINT',
        k: "ENUM('a', 'b')",
        s: 'HUGEINT',
      })),
    );
    expect(quern(dir, ['show', '-s', 'm']).output).toMatch(/\|\s+2 \|\s*2e\+?20|200000000000000000000/);
    const compiled = readFileSync(join(dir, 'target/compiled/shop/models/m.py'), 'utf8');
    expect(compiled.startsWith('import decimal')).toBe(true);
    expect(compiled).toContain('class dbtObj');
  });

  it('add to what is there', () => {
    writeProject(dir, models);
    quern(dir, ['run'], env);
    const { code, output } = quern(dir, ['run', '--vars', '{from: 2, to: 5}'], env);
    expect(code, output).toBe(0);
    expect(output).toContain('hello "shop"."main"."m" True\n');
    expect(show("select id, total from {{ ref('m') }} order by id")).toEqual([
      ...[0, 1, 2].map((id) => ({ id, total: 3 })),
      ...[3, 4].map((id) => ({ id, total: 7 })),
    ]);
  });

  it('fail at the line of their file, and leave the table as it was', () => {
    writeProject(dir, models);
    quern(dir, ['run'], env);
    writeFileSync(
      join(dir, 'models/m.py'),
      MODEL.replace('    base = dbt.ref("base")', '    base = dbt.ref("base")\n    base.nope()'),
    );
    const { code, output } = quern(dir, ['run', '-s', 'm', '--full-refresh'], env);
    expect(code).toBe(1);
    expect(output).toContain('AttributeError');
    expect(output).toContain('models/m.py:9:5');
    expect(show("select count(*) as n from {{ ref('m') }}")).toEqual([{ n: 3 }]);
  });

  it('say what is missing, and what they may not read', () => {
    writeProject(dir, {
      'models/a.py': 'import no_such_package.sub\n\n\ndef model(dbt, session):\n    return None\n',
      'models/b.py': 'def model(dbt, session):\n    return session.sql("select * from main.secret")\n',
      'models/c.py': 'def model(dbt, session):\n    dbt.config(materialized="view")\n    return None\n',
    });
    const { code, output } = quern(dir, ['run'], env);
    expect(code).toBe(1);
    expect(output.replace(/\s*\n\s*\|\s*/g, ' ')).toMatch(/-m pip install\s+no_such_package\)/);
    expect(output).toContain('A Python model sees what it names in dbt.ref()');
    expect(output).toContain(`only supports languages ['sql']; got "python"`);
  });

  it('are stopped with the run', async () => {
    writeProject(dir, {
      'models/slow.py':
        'import time\n\n\ndef model(dbt, session):\n    print("begun")\n    time.sleep(100)\n    return session.sql("select 1 as id")\n',
    });
    const running = new Running(dir, ['run'], { ...env, DBT_PROFILES_DIR: '.' });
    await running.until(/begun/);
    expect(await running.interrupt()).toBe(1);
    expect(running.unheard).toContain('interrupted');
  });
});

describe('Python models where there is no Python for them', () => {
  const files = { 'models/m.py': 'def model(dbt, session):\n    return session.sql("select 1 as id")\n' };

  it('are refused, with what to install', () => {
    writeProject(dir, files);
    const none = quern(dir, ['run'], { QUERN_PYTHON: '/no/such/python' });
    expect(none.code).toBe(1);
    expect(none.output).toContain("there is no program '/no/such/python'");
    if (spawnSync('python3', ['--version']).status !== 0) return;
    // A Python without packages.
    const bare = join(dir, 'bare');
    writeFileSync(bare, '#!/bin/sh\nexec python3 -I -S "$@"\n');
    chmodSync(bare, 0o755);
    const { output } = quern(dir, ['run'], { QUERN_PYTHON: bare });
    expect(output.replace(/\s*\n\s*\|\s*/g, ' ')).toMatch(
      /Python models need the package 'duckdb'.*-m pip install duckdb/s,
    );
  });
});
