/** Writes the files of a day, and beside them the truth that tests compare with. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openWriter } from '../../../scripts/generate-data/parquet.mjs';
import { formatDate, formatTimestamp } from '../../../scripts/generate-data/time.mjs';
import { play } from './days.mjs';
import { dirtyCustomers, dirtyEvents, dirtyLines, dirtyOrders } from './dirt.mjs';

const CUSTOMERS = {
  name: 'customers',
  columns: {
    customer_id: 'BIGINT',
    full_name: 'VARCHAR',
    email: 'VARCHAR',
    phone: 'VARCHAR',
    country_code: 'VARCHAR',
    segment: 'VARCHAR',
    created_at: 'TIMESTAMP',
    updated_at: 'TIMESTAMP',
  },
};
const ORDERS = {
  name: 'orders',
  columns: {
    order_id: 'BIGINT',
    customer_id: 'BIGINT',
    status: 'VARCHAR',
    channel: 'VARCHAR',
    ordered_at: 'TIMESTAMP',
    shipped_at: 'TIMESTAMP',
    updated_at: 'TIMESTAMP',
  },
};
const LINES = {
  name: 'order_items',
  columns: {
    order_item_id: 'BIGINT',
    order_id: 'BIGINT',
    product_id: 'VARCHAR',
    quantity: 'INTEGER',
    unit_price: 'DECIMAL(12,2)',
    discount_amount: 'DECIMAL(12,2)',
    updated_at: 'TIMESTAMP',
  },
};
const TRUE_LINES = {
  name: 'lines',
  columns: { ...LINES.columns, customer_id: 'BIGINT', status: 'VARCHAR', ordered_at: 'TIMESTAMP' },
};

/** @param {{ day: number, out: string, seed: number, scale: number, firstDay: string }} options */
export async function writeDay(options) {
  const { out, seed } = options;
  const world = play(options);
  const writer = await openWriter();
  try {
    for (const { date, customers, products, orders, lines, events } of world.news) {
      const folder = (system, table) => join(out, system, table, `ingest_date=${formatDate(date)}`);
      if (customers.length > 0)
        await writer.write(
          CUSTOMERS,
          dirtyCustomers(seed, date, customers),
          join(folder('erp', 'customers'), 'part-0.parquet'),
        );
      await writer.write(ORDERS, dirtyOrders(seed, date, orders), join(folder('erp', 'orders'), 'part-0.parquet'));
      await writer.write(LINES, dirtyLines(seed, date, lines), join(folder('erp', 'order_items'), 'part-0.parquet'));
      if (products.length > 0) writeJson(join(folder('api', 'products'), 'page-1.json'), products);
      writeJson(join(folder('web', 'events'), 'events.json'), dirtyEvents(seed, date, events));
    }
    await writeTruth(writer, join(out, 'truth'), world);
  } finally {
    writer.close();
  }
}

/** All versions of customers, and all order lines, as they are after the day. */
async function writeTruth(writer, folder, { versions, orders }) {
  await writer.write(CUSTOMERS, versions, join(folder, 'customer_versions.parquet'));
  const lines = orders.flatMap(({ order, lines }) =>
    lines.map((line) => ({
      ...line,
      customer_id: order.customer_id,
      status: order.status,
      ordered_at: order.ordered_at,
    })),
  );
  await writer.write(TRUE_LINES, lines, join(folder, 'lines.parquet'));
}

/** A record a line, times as ISO text, as the systems that send JSON do. */
function writeJson(path, rows) {
  const lines = rows.map((row) =>
    JSON.stringify(row, (key, value) =>
      key.endsWith('_at') && typeof value === 'number' ? formatTimestamp(value).replace(' ', 'T') : value,
    ),
  );
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.partial`, `${lines.join('\n')}\n`);
  renameSync(`${path}.partial`, path);
}
