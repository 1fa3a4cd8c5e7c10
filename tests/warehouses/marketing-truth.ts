import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect } from 'vitest';
import type { WarehouseCopy } from './copy.js';
import type { Row } from './warehouse.js';

type Truth = Readonly<Record<'customers' | 'products' | 'campaigns' | 'sales' | 'performance', readonly Row[]>>;

/** What the generator says is true after the latest day; decimals, dates and times as text. */
async function truthOf({ files }: WarehouseCopy): Promise<Truth> {
  const instance = await DuckDBInstance.create(':memory:');
  try {
    const connection = await instance.connect();
    const names = ['customers', 'products', 'campaigns', 'sales', 'performance'] as const;
    const tables = await Promise.all(
      names.map(async (name) => {
        const path = join(files, '_truth', `${name}.parquet`).replaceAll("'", "''");
        return [
          name,
          (await connection.runAndReadAll(`from '${path}'`)).getRowObjectsJson() as unknown as Row[],
        ] as const;
      }),
    );
    return Object.fromEntries(tables) as unknown as Truth;
  } finally {
    instance.closeSync();
  }
}

/** Values that are the same on all warehouses: amounts as numbers, times to the second. */
function plain(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (/^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  return /^\d{4}-\d\d-\d\d[ T]/.test(value) ? value.slice(0, 19).replace('T', ' ') : value;
}

const byKey = (rows: readonly Row[], key: readonly string[]): Map<string, Row> =>
  new Map(rows.map((row) => [key.map((name) => String(row[name])).join(' '), row]));

/**
 * Compares a table's rows with the truth of the same keys, column by column. `missing`: columns that may be empty where nothing usable was delivered, with
 * the greatest share of rows in which they are.
 */
function compare(
  found: readonly Row[],
  truth: readonly Row[],
  key: readonly string[],
  columns: readonly string[],
  missing: Readonly<Record<string, number>> = {},
): void {
  const stored = byKey(found, key);
  expect([...stored.keys()].sort()).toEqual([...byKey(truth, key).keys()].sort());
  const empty = new Map<string, number>();
  const wrong: string[] = [];
  for (const [id, row] of byKey(truth, key)) {
    for (const name of columns) {
      const [is, should] = [plain(stored.get(id)![name]), plain(row[name])];
      if (is === null && should !== null && name in missing) empty.set(name, (empty.get(name) ?? 0) + 1);
      else if (is !== should) wrong.push(`${id} ${name}: ${is} for ${should}`);
    }
  }
  expect(wrong).toEqual([]);
  // Of few rows a share says little.
  for (const [name, share] of Object.entries(missing))
    expect(empty.get(name) ?? 0, name).toBeLessThanOrEqual(Math.max(4, truth.length * share));
}

/** The schema's relations, by the name that the manifest has for them. */
const table = (copy: WarehouseCopy, name: string): string =>
  copy.nodes().find((node) => node.name === name)!.relation_name;

/** Silver and what stands on it against what the generator knows. */
export async function compareWithTruth(copy: WarehouseCopy): Promise<void> {
  const truth = await truthOf(copy);
  const silver = (name: string): Promise<readonly Row[]> =>
    copy.query(`select * from ${table(copy, `silver_${name}`)}`);

  compare(
    await silver('customers'),
    truth.customers,
    ['customer_id'],
    ['first_name', 'last_name', 'email', 'city', 'country_code'],
    // A twentieth of the addresses are none; a city is forgotten now and then, and so is a country.
    { email: 0.09, city: 0.06, country_code: 0.08 },
  );
  compare(
    await silver('products'),
    truth.products.map((row) => ({
      ...row,
      product_name: capitals(row.product_name),
      category: capitals(row.category),
      brand: capitals(row.brand),
    })),
    ['product_id'],
    ['product_name', 'category', 'brand', 'unit_price', 'unit_cost'],
    { category: 0.1, brand: 0.1, unit_cost: 0.1 },
  );
  compare(
    await silver('campaigns'),
    truth.campaigns,
    ['campaign_id'],
    ['start_date', 'end_date', 'budget_amount', 'target_revenue'],
    { target_revenue: 0.15 },
  );

  const lines = await silver('sales');
  const lost = byKey(
    truth.sales.filter((row) => row.is_lost),
    ['order_id', 'order_line_number'],
  );
  const told = truth.sales.filter((row) => !row.is_lost);
  expect(lost.size).toBeGreaterThan(0);
  expect(lost.size).toBeLessThan(truth.sales.length * 0.01);
  compare(
    // A line that was lost may have left an older version.
    lines.filter((row) => !lost.has(`${row.order_id} ${row.order_line_number}`)),
    told,
    ['order_id', 'order_line_number'],
    [
      'customer_id',
      'product_id',
      'campaign_id',
      'order_timestamp',
      'quantity',
      'unit_price',
      'discount_amount',
      'tax_amount',
    ],
  );

  const known = (row: Row): boolean => row.campaign_id !== 'CMP-9999' && row.channel_code !== 'UNKNOWN';
  compare(
    (await silver('performance')).filter(known),
    truth.performance,
    ['campaign_id', 'channel_code', 'performance_date'],
    ['impressions', 'clicks', 'cost', 'conversions', 'revenue'],
  );

  // What customers are worth, from the truth to the report. Lines that were lost count as they are stored.
  const worth = new Map<string, number>();
  const stale = lines.filter((row) => lost.has(`${row.order_id} ${row.order_line_number}`));
  for (const row of [...told, ...stale]) {
    const cents =
      Math.round(Number(row.quantity) * Number(row.unit_price) * 100) - Math.round(Number(row.discount_amount) * 100);
    if (row.customer_id !== null) worth.set(String(row.customer_id), (worth.get(String(row.customer_id)) ?? 0) + cents);
  }
  const values = await copy.query(
    `select customer_id, lifetime_revenue from ${table(copy, 'mtln_rpt_customer_value')}`,
  );
  expect(values.map((row) => [row.customer_id, Math.round(Number(row.lifetime_revenue) * 100)]).sort()).toEqual(
    truth.customers.map(({ customer_id: id }) => [id, worth.get(String(id)) ?? 0]).sort(),
  );
}

/** `sOCKS and shoes` is `Socks And Shoes` in silver. */
function capitals(value: unknown): string | null {
  return value === null
    ? null
    : String(value).replace(/\S+/g, (word) => word[0]!.toUpperCase() + word.slice(1).toLowerCase());
}
