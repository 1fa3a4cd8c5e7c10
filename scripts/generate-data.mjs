#!/usr/bin/env node
/**
 * Generates what the source systems deliver to the marketing warehouse: <out>/<entity>/<date>.parquet.
 *
 *   node scripts/generate-data.mjs                  the first day: a year of history
 *   node scripts/generate-data.mjs --day 2          the next day: new, changed, repeated and late rows only
 *
 * The same options give the same bytes. A day's delivery does not depend on the files of the days before: they are worked out again.
 */
import { join } from 'node:path';
import { campaignsTable, createCampaigns, deliverCampaigns } from './generate-data/campaigns.mjs';
import { channelsTable, deliverChannels } from './generate-data/channels.mjs';
import { createCustomers, customersTable, deliverCustomers } from './generate-data/customers.mjs';
import { readOptions } from './generate-data/options.mjs';
import { openWriter } from './generate-data/parquet.mjs';
import { deliverPerformance, performanceTable } from './generate-data/performance.mjs';
import { createProducts, deliverProducts, productsTable } from './generate-data/products.mjs';
import { deliverSales, salesTable } from './generate-data/sales.mjs';
import { DAY, formatDate } from './generate-data/time.mjs';
import { truthTables } from './generate-data/truth.mjs';

const USAGE = `Usage: node scripts/generate-data.mjs [options]

  --out <folder>       where the files go (data/raw)
  --day <number>       which day's delivery to write (1)
  --seed <number>      of the random numbers (42)
  --scale <number>     size: 1 is 5,000 customers and about 60,000 order lines (1)
  --truth <folder>     also writes what is true after that day: <folder>/<entity>.parquet
  --first-day <date>   the date of day 1, or 'today' so that sources are fresh (2025-12-31)
`;

/** In the order in which a day happens: a sale needs its customer, product and campaign. */
const ENTITIES = [
  [channelsTable, deliverChannels],
  [campaignsTable, deliverCampaigns],
  [customersTable, deliverCustomers],
  [productsTable, deliverProducts],
  [salesTable, deliverSales],
  [performanceTable, deliverPerformance],
];

function createWorld({ seed, scale, firstDay }) {
  const world = { seed, scale, firstDay, historyStart: firstDay - 364 * DAY, orders: 0, lines: [], performance: [] };
  return {
    ...world,
    campaigns: createCampaigns(world),
    customers: createCustomers(world),
    products: createProducts(world),
  };
}

async function main() {
  const options = readOptions({ usage: USAGE, out: 'data/raw', more: { truth: { type: 'string' } } });
  // `| head` closes the pipe early; the files are still to be written.
  process.stdout.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const world = createWorld(options);
  const writer = await openWriter();
  try {
    for (let day = 1; day <= options.day; day++) {
      const today = options.firstDay + (day - 1) * DAY;
      for (const [table, deliver] of ENTITIES) {
        const rows = deliver(world, day, today);
        if (day < options.day) continue;
        const path = join(options.out, table.name, `${formatDate(today)}.parquet`);
        await writer.write(table, rows, path);
        process.stdout.write(`${path.padEnd(44)} ${rows.length.toLocaleString('en-US').padStart(8)} rows\n`);
      }
    }
    for (const table of options.truth ? truthTables : [])
      await writer.write(table, table.rows(world), join(options.truth, `${table.name}.parquet`));
  } finally {
    writer.close();
  }
}

await main();
