import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Warehouse } from '../../tests/warehouses/warehouse.js';

const node = async (script: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<void> => {
  await promisify(execFile)(process.execPath, [join(import.meta.dirname, script), ...args], {
    env: { ...process.env, ...env },
  });
};

export const warehouse: Warehouse = {
  name: 'star',
  folder: 'examples/star',
  targets: ['postgres', 'duckdb'],
  calls: [['build']],
  async deliver({ day, files, scale, seed, target, env }) {
    const options = { day, seed, scale, out: files };
    await node(
      'generate.mjs',
      Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]),
      env,
    );
    // DuckDB reads the files where they are.
    if (target === 'postgres') await node('load.mjs', ['--in', files], env);
  },
};
