#!/usr/bin/env node
/**
 * Generates an export of the Olist marketplace: the nine CSV files in the columns of the published data set, and truth.json beside
 * them with what the warehouse has to find.
 *
 *   node examples/olist/generate.mjs                what was known on 2018-10-17: about 100,000 orders
 *   node examples/olist/generate.mjs --day 2        the export of the next day: orders that are new, moved on, were reviewed
 *
 * The same options give the same bytes. An export is always complete and takes the place of the day before, as the published one does.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DAY, parseDate } from '../../scripts/generate-data/time.mjs';
import { writeCsv } from './generate/csv.mjs';
import { files } from './generate/files.mjs';
import { truthOf } from './generate/truth.mjs';
import { createWorld, until } from './generate/world.mjs';

const USAGE = `Usage: node examples/olist/generate.mjs [options]

  --out <folder>       where the files go (data/raw)
  --day <number>       which day's export to write (1)
  --seed <number>      of the random numbers (42)
  --scale <number>     size: 1 is about 100,000 orders and a million points (1)
  --first-day <date>   the date of day 1, before 2018-12-01 (2018-10-17)
`;

function fail(message) {
  process.stderr.write(`${message}\n\n${USAGE}`);
  process.exit(1);
}

function readOptions() {
  const text = (value) => ({ type: 'string', default: value });
  const options = {
    out: text('data/raw'),
    day: text('1'),
    seed: text('42'),
    scale: text('1'),
    'first-day': text('2018-10-17'),
    help: { type: 'boolean', short: 'h' },
  };
  let values;
  try {
    ({ values } = parseArgs({ options }));
  } catch (error) {
    fail(error.message);
  }
  if (values.help) {
    process.stdout.write(USAGE);
    process.exit(0);
  }
  const [day, scale, firstDay] = [Number(values.day), Number(values.scale), parseDate(values['first-day'])];
  if (!Number.isInteger(day) || day < 1) fail(`--day must be a whole number from 1, not '${values.day}'`);
  if (!(scale > 0)) fail(`--scale must be a number above 0, not '${values.scale}'`);
  if (!(firstDay > parseDate('2017-01-01') && firstDay + day * DAY < parseDate('2018-12-01')))
    fail(`--first-day and --day must give a date in 2017 or 2018 before December, not '${values['first-day']}'`);
  return { out: values.out, seed: values.seed, scale, moment: firstDay + day * DAY };
}

const { out, moment, ...size } = readOptions();
const world = until(createWorld(size), moment);
for (const file of files) writeCsv(join(out, `${file.name}.csv`), file, file.rows(world));
mkdirSync(out, { recursive: true });
writeFileSync(join(out, 'truth.json'), `${JSON.stringify(truthOf(world), null, 1)}\n`);
process.stdout.write(
  `${world.orders.length} orders before ${new Date(moment).toISOString().slice(0, 10)} are in ${out}\n`,
);
