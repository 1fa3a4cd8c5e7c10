// npm run demo: generates the marketing warehouse's raw data and builds and tests it on DuckDB, from a clean clone on.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { install, root, run, step } from './lib.mjs';

install();
if (!existsSync(join(root, 'dist', 'cli.cjs')) || process.argv.includes('--rebuild'))
  step('Build quern', process.execPath, ['scripts/build.mjs']);
step("Generate a day's deliveries", process.execPath, ['scripts/generate-data.mjs']);
process.exit(
  run(process.execPath, ['bin/quern.js', 'build', ...process.argv.slice(2).filter((a) => a !== '--rebuild')]),
);
