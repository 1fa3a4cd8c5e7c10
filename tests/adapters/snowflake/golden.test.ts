import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { Warehouse } from '../../../compiler/adapters/types.js';
import { openProject } from '../../../compiler/project.js';
import { writeProject } from '../../e2e/project.js';
import { type Answer, FakeWarehouse } from './fake-warehouse.js';
import { CASES, type GoldenCase } from './golden-cases.js';

/**
 * The SQL that Snowflake is sent for a node, as files for people to read: `UPDATE_GOLDEN=1` writes them anew. What a run asks once
 * (schemas, relations) is left out; so it is of the numbers of dbt-snowflake's statements, which no node may exceed.
 */
const state: { warehouse: Warehouse | undefined } = { warehouse: undefined };
vi.mock('../../../compiler/adapters/snowflake/warehouse.js', () => ({ connect: async () => state.warehouse }));

const GOLDEN = join(import.meta.dirname, 'golden');
const root = mkdtempSync(join(tmpdir(), 'quern-golden-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const PROFILE = `shop:
  target: dev
  outputs:
    dev: {type: snowflake, account: acme, user: ci, password: secret, database: DB, schema: shop, warehouse: WH, threads: 1}
`;
const OF_THE_RUN = /^(show terse schemas|show objects|create schema)/;

function objects({ existing = [] }: GoldenCase): Answer {
  const more = ['is_dynamic', 'is_iceberg'] as const;
  return {
    columns: ['created_on', 'name', 'database_name', 'schema_name', 'kind', ...more],
    rows: existing.map(([name, kind, flags]) => [
      null,
      name,
      'DB',
      'SHOP',
      kind,
      ...more.map((key) => flags?.[key] ?? 'N'),
    ]),
  };
}

async function statements(name: string, given: GoldenCase): Promise<string[]> {
  const dir = join(root, name);
  writeProject(dir, {
    'dbt_project.yml': "name: shop\nversion: '1.0'\nprofile: shop\nquery-comment: ''\n",
    'profiles.yml': PROFILE,
    ...given.files,
  });
  const schemas: Answer = { columns: ['created_on', 'name'], rows: [[null, 'SHOP']] };
  const warehouse = new FakeWarehouse(
    [...(given.answers ?? []), [/^show terse schemas/, schemas], [/^show objects/, objects(given)]],
    dir,
  );
  state.warehouse = warehouse;
  const command = given.command ?? 'run';
  const fullRefresh = given.fullRefresh ?? false;
  const options = { projectDir: dir, profilesDir: dir, fullRefresh };
  const invocation = { command, cwd: dir, env: {}, options, invocationId: 'golden', startedAt: new Date() };
  const project = await openProject(invocation, { events: () => {} });
  try {
    const report = await project.run(command, {
      ...{ select: [], exclude: [], resourceTypes: [], excludeResourceTypes: [], indirectSelection: 'eager' },
      ...{ threads: 1, fullRefresh, failFast: false, storeFailures: false, empty: false },
    });
    expect(report.results.map((r) => `${r.status} ${r.message}`).filter((r) => /^(error|skipped)/.test(r))).toEqual([]);
    expect(report.results.length).toBeGreaterThan(0);
  } finally {
    await project.close();
  }
  const ofTheRun = warehouse.statements.filter((text) => OF_THE_RUN.test(text));
  expect(new Set(ofTheRun).size, 'what a run asks, it asks once').toBe(ofTheRun.length);
  return warehouse.statements.filter((text) => !OF_THE_RUN.test(text));
}

describe('SQL sent to Snowflake', () => {
  it.each(Object.entries(CASES))('%s', async (name, given) => {
    const sent = await statements(name, given);
    expect(sent.length).toBeLessThanOrEqual(given.dbt);
    const text = `-- ${sent.length} statements; dbt-snowflake: ${given.dbt}\n\n${sent.map((one) => `${one};\n`).join('\n')}`;
    const path = join(GOLDEN, `${name}.sql`);
    if (process.env.UPDATE_GOLDEN || !existsSync(path)) writeFileSync(path, text);
    expect(text).toBe(readFileSync(path, 'utf8'));
  });

  it('has no file that no case writes', () => {
    expect(readdirSync(GOLDEN).sort()).toEqual(
      Object.keys(CASES)
        .map((name) => `${name}.sql`)
        .sort(),
    );
  });
});
