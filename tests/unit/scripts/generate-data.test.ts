import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ENTITIES = ['campaigns', 'channels', 'customers', 'performance', 'products', 'sales'];
let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'quern-deliveries-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function generate(folder: string, ...options: string[]): string {
  const out = join(root, folder);
  execFileSync(process.execPath, ['scripts/generate-data.mjs', '--out', out, '--scale', '0.05', ...options]);
  return out;
}

function digests(out: string): Record<string, string> {
  const files = readdirSync(out).flatMap((entity) => readdirSync(join(out, entity)).map((file) => join(entity, file)));
  return Object.fromEntries(
    files.map((file) => [
      file,
      createHash('sha256')
        .update(readFileSync(join(out, file)))
        .digest('hex'),
    ]),
  );
}

async function query(sql: string): Promise<unknown[][]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const rows = (await connection.runAndReadAll(sql)).getRows();
  connection.closeSync();
  instance.closeSync();
  return rows;
}

describe('the generator of deliveries', () => {
  it('writes the same bytes for the same options, and others for another seed', () => {
    const first = digests(generate('a'));
    expect(Object.keys(first).sort()).toEqual(ENTITIES.map((entity) => join(entity, '2025-12-31.parquet')));
    expect(digests(generate('b'))).toEqual(first);
    expect(digests(generate('c', '--seed', '7'))[join('sales', '2025-12-31.parquet')]).not.toBe(
      first[join('sales', '2025-12-31.parquet')],
    );
  });

  it('delivers a later day alone, whether the days before it were written or not', () => {
    const alone = digests(generate('alone', '--day', '2'));
    expect(Object.keys(alone).sort()).toEqual(ENTITIES.map((entity) => join(entity, '2026-01-01.parquet')));
    generate('after', '--day', '1');
    expect(digests(generate('after', '--day', '2'))).toMatchObject(alone);
  });

  it('delivers the dirt that silver cleans, and rows older than the day before on the second day', async () => {
    const out = generate('dirt');
    generate('dirt', '--day', '2');
    const [row] = await query(`select
      (select count(*) - count(distinct (order_id, order_line_number)) from '${out}/sales/2025-12-31.parquet'),
      (select count(*) from '${out}/sales/*.parquet' where quantity < 0),
      (select count(*) from '${out}/sales/*.parquet' where quantity is null),
      (select count(*) from '${out}/sales/*.parquet' where customer_id = 'CUS-999999'),
      (select count(*) from '${out}/customers/*.parquet' where email not like '%_@_%._%'),
      (select count(*) from '${out}/customers/*.parquet' where customer_id is null),
      (select count(distinct country) - 6 from '${out}/customers/*.parquet'),
      (select count(*) from '${out}/performance/*.parquet' where channel_code <> upper(trim(channel_code))),
      (select count(*) from '${out}/performance/*.parquet' where impressions = 0),
      (select count(*) from '${out}/sales/2026-01-01.parquet' where last_modified_timestamp < '2025-12-31')`);
    for (const count of row ?? []) expect(Number(count)).toBeGreaterThan(0);
    expect(row).toHaveLength(10);
  });

  it.each([
    ['--day', '0'],
    ['--scale', 'big'],
    ['--first-day', 'soon'],
  ])('refuses %s %s', (option, value) => {
    expect(() =>
      execFileSync(process.execPath, ['scripts/generate-data.mjs', option, value], { stdio: 'pipe' }),
    ).toThrow(option);
  });
});
