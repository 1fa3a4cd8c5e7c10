/** Options that generators of deliveries share: --out, --day, --seed, --scale, --first-day. */
import { parseArgs } from 'node:util';
import { parseDate, startOfDay } from './time.mjs';

/**
 * Reads the command line; tells what is wrong with it, or the usage, and ends the process.
 *
 * @param {{ usage: string, out: string, more?: import('node:util').ParseArgsConfig['options'] }} about `out`: where files go by default;
 *   `more`: options beside these, answered as they are
 */
export function readOptions({ usage, out, more = {} }) {
  const fail = (message) => {
    process.stderr.write(`${message}\n\n${usage}`);
    process.exit(1);
  };
  const text = (value) => ({ type: 'string', default: value });
  let values;
  try {
    ({ values } = parseArgs({
      options: {
        out: text(out),
        day: text('1'),
        seed: text('42'),
        scale: text('1'),
        'first-day': text('2025-12-31'),
        ...more,
        help: { type: 'boolean', short: 'h' },
      },
    }));
  } catch (error) {
    fail(error.message);
  }
  if (values.help) {
    process.stdout.write(usage);
    process.exit(0);
  }
  const { day: writtenDay, scale: writtenScale, 'first-day': written, help: _, ...rest } = values;
  const [day, scale] = [Number(writtenDay), Number(writtenScale)];
  const firstDay = written === 'today' ? startOfDay(Date.now()) : parseDate(written);
  if (!Number.isInteger(day) || day < 1) fail(`--day must be a whole number from 1, not '${writtenDay}'`);
  if (!(scale > 0)) fail(`--scale must be a number above 0, not '${writtenScale}'`);
  if (Number.isNaN(firstDay)) fail(`--first-day must be a date like 2025-12-31 or 'today', not '${written}'`);
  return { ...rest, day, scale, firstDay };
}
