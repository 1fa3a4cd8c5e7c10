import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresServer } from '../../tests/adapters/postgres/server.js';
import { pythonEnvironment } from '../../tests/python.js';
import type { Outcome } from '../../tests/warehouses/copy.js';
import { type OpenWarehouse, openWarehouse } from '../../tests/warehouses/harness.js';
import { warehouse } from './warehouse.js';

const found = pythonEnvironment(
  'dbt-postgres',
  ['dbt-core>=1.12,<1.12.1', 'dbt-postgres'],
  (bin) => spawnSync(join(bin, 'dbt'), ['--version']).status === 0,
);
if ('missing' in found) console.warn(`\n!! STAR IS NOT COMPARED WITH DBT: ${found.missing}.\n`);
const postgres = await postgresServer();

describe.runIf('bin' in found && postgres)('star, built by dbt-core and by quern', () => {
  let theirs: OpenWarehouse;
  let ours: OpenWarehouse;

  beforeAll(async () => {
    theirs = await openWarehouse(warehouse, { postgres });
    ours = await openWarehouse(warehouse, { postgres });
    // Where `dbt deps` finds no hub: quern's own implementations are packages for dbt as well.
    for (const name of ['dbt_utils', 'dbt_expectations'])
      cpSync(join(import.meta.dirname, '../../macros', name), join(theirs.dir, 'dbt_packages', name), {
        recursive: true,
      });
  });
  afterAll(async () => {
    await theirs?.close();
    await ours?.close();
  });

  function dbt(...args: readonly string[]): void {
    const bin = 'bin' in found ? found.bin : '';
    const result = spawnSync(join(bin, 'dbt'), [...args, '--target', theirs.target], {
      cwd: theirs.dir,
      env: { ...process.env, ...theirs.env, DBT_SEND_ANONYMOUS_USAGE_STATS: 'false' },
      encoding: 'utf8',
      timeout: 300_000,
    });
    expect(result.status, result.stdout + result.stderr).toBe(0);
  }

  /** What each node of the latest run came to. */
  const statuses = (outcomes: readonly Outcome[]) =>
    outcomes.map(({ unique_id, status, failures }) => [unique_id, status, failures]).sort();

  async function same(): Promise<void> {
    const digests = await ours.digests();
    expect(digests.size).toBe(10);
    expect(await theirs.digests()).toEqual(digests);
    expect(statuses(ours.outcomes()).length).toBeGreaterThan(170);
    expect(statuses(theirs.outcomes())).toEqual(statuses(ours.outcomes()));
  }

  it.each([
    ['the first day', 1, []],
    ['the second day', 2, []],
    ['a full refresh', undefined, ['--full-refresh']],
  ])(
    '%s: the same tables, the same tests',
    async (_, day, options) => {
      if (day) for (const copy of [theirs, ours]) await copy.deliver(day);
      dbt('build', ...options);
      await ours.build(...options);
      await same();
    },
    300_000,
  );
});
