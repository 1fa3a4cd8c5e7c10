#!/usr/bin/env node
/**
 * Generates what the shop's systems deliver, and what is true of it:
 *
 *   <out>/database/{customers,orders,order_items}/<date>.parquet   rows that were new or changed in the shop's database that day
 *   <out>/lake/{clickstream,products}/<date>.json                  the day's events; the catalogue as the API answered it
 *   <out>/truth/{customer_segments,order_lines}.parquet            what the warehouse must find out, as of the day
 *
 *   node generate.mjs            the first day: 22 days of orders, two years of customers
 *   node generate.mjs --day 2    the next day
 *
 * The same options give the same bytes. A day's delivery does not depend on the files of the days before: they are worked out again.
 */
import { join } from 'node:path';
import { readOptions } from '../../scripts/generate-data/options.mjs';
import { openWriter } from '../../scripts/generate-data/parquet.mjs';
import { DAY, formatDate } from '../../scripts/generate-data/time.mjs';
import { createCustomers, customersTable, deliverCustomers } from './generate/customers.mjs';
import { deliverEvents } from './generate/events.mjs';
import { writeLines } from './generate/lines.mjs';
import { deliverOrders, orderItemsTable, ordersTable } from './generate/orders.mjs';
import { createProducts, deliverProducts } from './generate/products.mjs';
import { orderLinesTable, orderLinesTruth, segmentsTable, segmentsTruth } from './generate/truth.mjs';

const USAGE = `Usage: node generate.mjs [options]

  --out <folder>       where the files go ($LAKE, else data)
  --day <number>       which day's delivery to write (1)
  --seed <number>      of the random numbers (42)
  --scale <number>     size: 1 is 1,000 customers and 3,000 order lines a day (1)
  --first-day <date>   the date of day 1, or 'today' so that sources are fresh (2025-12-31)
`;

/** Days of orders that the shop has on day 1. */
const HISTORY = 22;

function createWorld({ seed, scale, firstDay }) {
  const world = { seed, scale, goLive: firstDay - (HISTORY - 1) * DAY, orders: 0, lines: [] };
  return { ...world, customers: createCustomers(world), products: createProducts(world) };
}

async function main() {
  const options = readOptions({ usage: USAGE, out: process.env.LAKE ?? 'data' });
  const world = createWorld(options);
  const writer = await openWriter();
  const say = (path, rows) =>
    process.stdout.write(`${path.padEnd(52)} ${rows.toLocaleString('en-US').padStart(8)} rows\n`);
  const writeTable = async (table, rows, path) => {
    await writer.write(table, rows, path);
    say(path, rows.length);
  };
  try {
    for (let day = 1; day <= options.day; day++) {
      const today = options.firstDay + (day - 1) * DAY;
      const dates = day === 1 ? Array.from({ length: HISTORY }, (_, at) => world.goLive + at * DAY) : [today];
      const customers = deliverCustomers(world, day, today);
      const products = deliverProducts(world, day, today);
      const { orders, items } = deliverOrders(world, day, dates);
      if (day < options.day) continue;
      const date = formatDate(today);
      await writeTable(customersTable, customers, join(options.out, 'database/customers', `${date}.parquet`));
      await writeTable(ordersTable, orders, join(options.out, 'database/orders', `${date}.parquet`));
      await writeTable(orderItemsTable, items, join(options.out, 'database/order_items', `${date}.parquet`));
      say(...writeLines(products, join(options.out, 'lake/products', `${date}.json`)));
      for (const each of dates)
        say(
          ...writeLines(deliverEvents(world, each), join(options.out, 'lake/clickstream', `${formatDate(each)}.json`)),
        );
      await writeTable(segmentsTable, segmentsTruth(world), join(options.out, 'truth/customer_segments.parquet'));
      await writeTable(orderLinesTable, orderLinesTruth(world), join(options.out, 'truth/order_lines.parquet'));
    }
  } finally {
    writer.close();
  }
}

await main();
