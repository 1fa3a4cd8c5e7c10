import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Warehouse } from './warehouse.js';

const root = join(import.meta.dirname, '../..');

/** The repository's own project. */
export const warehouse: Warehouse = {
  name: 'marketing',
  folder: '.',
  targets: ['duckdb', 'snowflake'],
  targetNames: { duckdb: 'dev' },
  parts: ['project.yml', 'quern.yml', 'models', 'seeds', 'macros/project', 'tests/data', 'analyses'],
  calls: [['source', 'stage'], ['build']],
  volatile: ['_loaded_at', '_first_loaded_at', '_batch_id', '_source_file'],
  async deliver({ day, files, scale, seed }) {
    // What is true is kept where no source looks.
    const options = { day, seed, scale, out: files, truth: join(files, '_truth') };
    const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
    await promisify(execFile)(process.execPath, [join(root, 'scripts/generate-data.mjs'), ...args]);
  },
};
