import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { ServerConnection } from '../../../compiler/adapters/postgres/server-connection.js';
import { ContractProject } from '../contract/project.js';
import { CASES, type GoldenCase } from './golden-cases.js';
import { adapter, newDatabase, output, prepare, server } from './target.js';

/**
 * The SQL that the server is sent for a node, as files for people to read: `UPDATE_GOLDEN=1` writes them anew. What a run asks once
 * (schemas, relations) is left out; so it is of the numbers of dbt-postgres' statements, which no node may exceed.
 */
const GOLDEN = join(import.meta.dirname, 'golden');
const DATABASE = 'golden';
const OF_THE_RUN = /^\s*(select nspname as name|with schemas as|create schema)/;

async function statements({ files, before, command = 'run', fullRefresh = false }: GoldenCase): Promise<string[]> {
  await prepareSchema();
  const project = await ContractProject.create(
    { adapter, longQuery: '', output: async () => output({ dbname: DATABASE, schema: 'shop' }) },
    { 'dbt_project.yml': "name: shop\nversion: '1.0'\nprofile: shop\nquery-comment: ''\n" },
  );
  const sent: string[] = [];
  const execute = vi.spyOn(ServerConnection.prototype, 'run');
  try {
    if (before) {
      project.write(before);
      await project.ok(command);
    }
    project.write(files);
    execute.mockClear();
    await project.ok(command, { fullRefresh, threads: 1 });
    sent.push(...execute.mock.calls.map(([sql]) => sql));
  } finally {
    execute.mockRestore();
    project.remove();
  }
  return sent.filter((sql) => !OF_THE_RUN.test(sql));
}

/** Without what differs from run to run. */
function steady(sql: string): string {
  return sql
    .replace(/(__dbt_tmp)\d{12}/g, '$1<time>')
    .replace(/"[0-9a-f]{32}"/g, '"<hash>"')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/;\s*$/, '')
    .trim();
}

async function prepareSchema(): Promise<void> {
  const { credentials } = adapter.resolveCredentials(output({ dbname: DATABASE }));
  const warehouse = await adapter.connect(credentials, { projectRoot: '/', threads: 1 });
  const session = await warehouse.session('schema');
  await session.execute('drop schema if exists shop cascade; create schema shop');
  await warehouse.close();
}

describe.skipIf(!server)('SQL sent to PostgreSQL', () => {
  beforeAll(async () => {
    await newDatabase(DATABASE);
    await prepare('drop role if exists golden_reader', 'create role golden_reader');
  });

  it.each(Object.entries(CASES))('%s', async (name, given) => {
    const sent = await statements(given);
    const text = `-- ${sent.length} statements; dbt-postgres: ${given.dbt ?? 'fails'}\n\n${sent.map((sql) => `${steady(sql)};\n`).join('\n')}`;
    const path = join(GOLDEN, `${name}.sql`);
    if (process.env.UPDATE_GOLDEN) writeFileSync(path, text);
    expect(text).toBe(existsSync(path) ? readFileSync(path, 'utf8') : '');
    expect(sent.length).toBeLessThanOrEqual(given.dbt ?? Number.POSITIVE_INFINITY);
  });

  it('has no file without a case', () => {
    expect(readdirSync(GOLDEN).filter((file) => !Object.hasOwn(CASES, file.replace(/\.sql$/, '')))).toEqual([]);
  });
});
