#!/usr/bin/env node
/**
 * Generates what seven source systems deliver to the customer360 warehouse: <out>/<system>/<table>/delivery_date=<date>/…, and what is
 * true of it: <out>/truth/*.json.
 *
 *   node generate.mjs                  the first day, after weeks of history
 *   node generate.mjs --day 2          the next day: new, changed, repeated and late rows only
 *
 * The same options give the same bytes. A day does not depend on the files of the days before: they are worked out again.
 */
import { parseArgs } from 'node:util';
import { deliverAds } from './generate/ads.mjs';
import { deliverApp } from './generate/app.mjs';
import { deliverBraze } from './generate/braze.mjs';
import { openLanding } from './generate/landing.mjs';
import { deliverSalesforce } from './generate/salesforce.mjs';
import { deliverShopify } from './generate/shopify.mjs';
import { writeTruth } from './generate/truth.mjs';
import { deliverWeb } from './generate/web.mjs';
import { createWorld } from './generate/world.mjs';
import { deliverZendesk } from './generate/zendesk.mjs';

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'landing' },
    day: { type: 'string', default: '1' },
    seed: { type: 'string', default: '42' },
    scale: { type: 'string', default: '0.01' },
    history: { type: 'string', default: '35' },
    'first-day': { type: 'string', default: '2025-03-01' },
    help: { type: 'boolean', short: 'h' },
  },
});

if (values.help) {
  process.stdout.write(`Usage: node generate.mjs [options]

  --out <folder>       where the files go (landing)
  --day <number>       which day's delivery to write (1)
  --seed <number>      of the random numbers (42)
  --scale <number>     size: 1 is 50,000 people and a million events a day (0.01)
  --history <days>     days before the first that it delivers, too (35)
  --first-day <date>   the date of day 1 (2025-03-01)
`);
  process.exit(0);
}

const world = createWorld({
  seed: values.seed,
  scale: Number(values.scale),
  history: Number(values.history),
  firstDay: Date.parse(`${values['first-day']}T00:00:00Z`),
  day: Number(values.day),
});
const landing = await openLanding(values.out);
// The first day brings the history, each of its days as it was delivered then.
const first = world.day === 1 ? -world.history : world.day - 1;
for (let index = first; index < world.day; index++)
  for (const deliver of [
    deliverSalesforce,
    deliverWeb,
    deliverApp,
    deliverAds,
    deliverBraze,
    deliverShopify,
    deliverZendesk,
  ])
    await deliver(world, index, landing);
await writeTruth(world, landing);
landing.close();
