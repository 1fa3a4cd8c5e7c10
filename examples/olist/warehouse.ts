import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Warehouse } from '../../tests/warehouses/warehouse.js';

/** The Olist marketplace; one project on two platforms. */
export const warehouse: Warehouse = {
  name: 'olist',
  folder: 'examples/olist',
  targets: ['duckdb', 'postgres'],
  // On DuckDB there is nothing to stage, and the call says so.
  calls: [['source', 'stage'], ['build']],
  async deliver({ day, files, scale, seed }) {
    const options = { day, seed, scale, out: files };
    const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
    await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'generate.mjs'), ...args]);
  },
};
