// npm run compare -- <project folder>: runs quern and dbt-core on copies of a project that uses a DuckDB file, or a PostgreSQL
// database that both find empty, and says where manifests,
// compiled SQL, results and tables differ. dbt is $DBT or `dbt` on PATH.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { differences } from './compare/differences.mjs';
import { outcomeOf, words } from './compare/run.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    // Commands separated by ';', each compared; options of `args` go to all of them.
    command: { type: 'string', default: 'build' },
    args: { type: 'string', default: '' },
    // Commands to run before, not compared.
    before: { type: 'string', default: '' },
    // The folder of profiles.yml, in the project.
    profiles: { type: 'string', default: '.' },
    // Connection string of the database that the profile names: it is dropped and created anew for each tool.
    postgres: { type: 'string' },
    // Keep dbt's outcomes here, and take them from here next time.
    cache: { type: 'string' },
    'no-manifest': { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});
const [source] = positionals;
if (!source) {
  console.error(
    `usage: npm run compare -- <project folder> [--command "seed; run; build"] [--args "--full-refresh"] [--before "seed"] [--profiles folder] [--postgres 'host=… dbname=…'] [--cache folder] [--no-manifest] [--keep] [--verbose]`,
  );
  process.exit(2);
}

const dbt = process.env.DBT ?? 'dbt';
const split = (text) =>
  text
    .split(';')
    .map(words)
    .filter((command) => command.length > 0);
const before = split(values.before);
const common = words(values.args);
const options = {
  source,
  steps: [...before, ...split(values.command).map((command) => [...command, ...common])],
  quiet: before.length,
  profiles: values.profiles,
  postgres: values.postgres,
  manifest: !values['no-manifest'],
  keep: values.keep,
  python: process.env.DBT ? join(dbt, '..', 'python') : 'python3',
  env: {},
};

const theirs = outcomeOf({ command: [dbt] }, { ...options, cache: values.cache });
const ours = outcomeOf({ command: [process.execPath, join(import.meta.dirname, '..', 'bin', 'quern.js')] }, options);

const limit = values.verbose ? Number.POSITIVE_INFINITY : 8;
let count = 0;
for (const { title, total, wrong } of differences(theirs, ours)) {
  count += wrong.length;
  console.log(`${title}: ${total - wrong.length} of ${total} equal`);
  for (const line of wrong.slice(0, limit)) console.log(`  ${line}`);
  if (wrong.length > limit) console.log(`  … and ${wrong.length - limit} more`);
}
const seconds = (outcome) =>
  [...(outcome.parse ? [outcome.parse] : []), ...outcome.steps].reduce((sum, step) => sum + step.seconds, 0).toFixed(1);
console.log(`seconds: dbt ${seconds(theirs)}, quern ${seconds(ours)}`);
console.log(count === 0 ? 'no differences' : `${count} differences`);
if (values.keep) console.log(`${theirs.dir}\n${ours.dir}`);
process.exit(count === 0 ? 0 : 1);
