import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Warehouse } from '../../tests/warehouses/warehouse.js';

const DAY = 86_400_000;
const FIRST_DAY = '2025-03-01';

/** BigQuery's SQL, on DuckDB in the process of the command. Scale 1 of the harness is 500 people and 10,000 events a day for five weeks. */
export const warehouse: Warehouse = {
  name: 'customer360',
  folder: 'examples/customer360',
  targets: ['bigquery'],
  targetNames: { bigquery: 'local' },
  calls: [['build']],
  clock: (day) => new Date(Date.parse(`${FIRST_DAY}T06:00:00Z`) + day * DAY).toISOString(),
  async deliver({ day, files, scale, seed }) {
    const options = { day, seed, scale: scale / 100, out: files, 'first-day': FIRST_DAY };
    const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
    await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'generate.mjs'), ...args]);
  },
};
