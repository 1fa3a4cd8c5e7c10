import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Warehouse } from '../../tests/warehouses/warehouse.js';

export const warehouse: Warehouse = {
  name: 'platform',
  folder: 'examples/platform',
  targets: ['postgres', 'duckdb'],
  // DuckDB reads the lake where it is, and has nothing to stage.
  calls: [['source', 'stage'], ['build']],
  async deliver({ day, files, scale, seed }) {
    const args = Object.entries({ day, seed, scale, out: files }).flatMap(([name, value]) => [
      `--${name}`,
      String(value),
    ]);
    await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'generate.mjs'), ...args]);
  },
};
