/** What the tests of this warehouse ask of a copy of it. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenWarehouse } from '../../tests/warehouses/harness.js';
import { openSite } from '../../tests/warehouses/site.js';
import type { Row } from '../../tests/warehouses/warehouse.js';

/** Rows of a FROM clause. */
export async function count(copy: OpenWarehouse, from: string): Promise<number> {
  const [row] = await copy.query(`select count(*) as n from ${from}`);
  return Number(row!.n);
}

/** What the latest run said of a model. */
export function messageOf(copy: OpenWarehouse, model: string): string {
  return copy.outcomes().find(({ unique_id }) => unique_id === `model.star.${model}`)?.message ?? '';
}

/** Names of the tests of what is selected that fail now. */
export async function failedTests(copy: OpenWarehouse, selected: string): Promise<readonly string[]> {
  await copy.quern('test', '-s', selected);
  return copy
    .outcomes()
    .filter(({ status }) => status === 'fail')
    .map(({ unique_id }) => unique_id.split('.')[2]!);
}

/** Rows of what the generator knows to be true, read by DuckDB. */
export async function truthOf(copy: OpenWarehouse, sql: (folder: string) => string): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'quern-truth-'));
  const site = await openSite('duckdb', folder);
  try {
    return await site.query(sql(join(copy.files, 'truth')));
  } finally {
    await site.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Digests of the files in a folder, by path. */
export function bytesOf(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort()
      .map((path) => [path.slice(folder.length), createHash('sha256').update(readFileSync(path)).digest('hex')]),
  );
}

/** A first day that ends today. */
export function deliverToday(copy: OpenWarehouse): void {
  const args = ['--first-day', 'today', '--scale', '0.02', '--out', copy.files];
  execFileSync(process.execPath, [join(import.meta.dirname, 'generate.mjs'), ...args]);
}
