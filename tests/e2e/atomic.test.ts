import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import duckdb from '../../compiler/adapters/duckdb/index.js';
import { openProject } from '../../compiler/project.js';
import { copyFixture } from './cli.js';

const OPTIONS = {
  select: ['big'],
  exclude: [],
  resourceTypes: [],
  excludeResourceTypes: [],
  indirectSelection: 'eager',
  threads: 2,
  fullRefresh: true,
  failFast: false,
  storeFailures: false,
  empty: false,
} as const;

it.each(['table', 'view', 'incremental'])(
  'a reader sees the old %s or the new one, never none',
  async (materialized) => {
    const { dir, remove } = copyFixture('shop');
    const sql = (n: number) =>
      `{{ config(materialized='${materialized}') }} select ${n} as version, i from range(20000) t(i)\n`;
    const file = join(dir, 'models/marts/big.sql');
    const invocation = {
      command: 'run',
      cwd: dir,
      env: { DBT_PROFILES_DIR: join(dir, 'profiles') },
      options: { projectDir: dir, fullRefresh: true, partialParse: false },
      invocationId: '00000000-0000-0000-0000-000000000000',
      startedAt: new Date(),
    };
    const build = async (n: number) => {
      writeFileSync(file, sql(n));
      const project = await openProject(invocation, { events: () => {} });
      try {
        expect((await project.run('run', OPTIONS)).exitCode).toBe(0);
      } finally {
        await project.close();
      }
    };
    const { credentials } = duckdb.resolveCredentials({ type: 'duckdb', path: join(dir, 'shop.duckdb') });
    try {
      await build(0);
      const warehouse = await duckdb.connect(credentials, { projectRoot: dir, threads: 2 });
      const reader = await warehouse.session('reader');
      let running = true;
      const seen: unknown[] = [];
      const reading = (async () => {
        while (running) {
          const { rows } = await reader.execute('select min(version), max(version), count(*) from main.big', {
            fetch: true,
          });
          seen.push(rows[0]);
        }
      })();
      for (let n = 1; n <= 8; n++) await build(n);
      running = false;
      await reading;
      await reader.close();
      await warehouse.close();
      expect(seen.length).toBeGreaterThan(8);
      for (const row of seen) {
        const [least, most, count] = row as [number, number, bigint | number];
        expect(least).toBe(most);
        expect(Number(count)).toBe(20000);
      }
    } finally {
      remove();
    }
  },
);
