// npm run faults [-- BUILDS [FIRST_SEED]]: builds on the loopback Snowflake while a tenth of all calls to it fail; prints how many succeed.
import { join } from 'node:path';
import { root, run } from './lib.mjs';

const [builds = '100', seed = '1'] = process.argv.slice(2);
process.env.QUERN_FAULT_BUILDS = builds;
process.env.QUERN_FAULT_SEED = seed;
process.exit(run(join(root, 'node_modules/.bin/vitest'), ['run', 'tests/adapters/snowflake/faults']));
