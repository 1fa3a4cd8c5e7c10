// npm run parity -- <folder>…: parses, builds and compiles whole projects with quern and with dbt-core and says, as a table, how many of their
// nodes are the same: the manifest's entry (configs, relation names, columns, …), its edges, its compiled SQL after white space, its result.
// Each folder is a project with a profiles.yml for DuckDB and its packages installed. Without folders the public projects of
// projects.json are taken: they are cloned, and their packages installed by `dbt deps` (this needs a network).
// dbt is $DBT or `dbt` on PATH. --verbose tells every difference. Exit code 1 below 99.5 %.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { differences } from '../../scripts/compare/differences.mjs';
import { outcomeOf } from '../../scripts/compare/run.mjs';

const WANTED = 99.5;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    // For projects whose sources are not there, `compile` alone says as much in less time.
    'no-build': { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
    cache: { type: 'string' },
  },
});
const dbt = process.env.DBT ?? 'dbt';
const quern = [process.execPath, join(import.meta.dirname, '../../bin/quern.js')];
const work = mkdtempSync(join(tmpdir(), 'quern-parity-'));

function must(command, args, cwd) {
  const { status, stderr, stdout } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
}

/** A public project, made ready: on DuckDB, packages installed. */
function checkOut({ repository, revision, folder = '.' }) {
  const clone = join(work, repository.replace('/', '+'));
  must('git', ['clone', '--quiet', `https://github.com/${repository}`, clone], work);
  must('git', ['checkout', '--quiet', revision], clone);
  const dir = join(clone, folder);
  const profile = /^profile:\s*['"]?([^'"#\s]+)/m.exec(readFileSync(join(dir, 'dbt_project.yml'), 'utf8'))?.[1];
  // Two tests can have one file for their SQL: with one thread it is the same one that has it in the end.
  const output = { type: 'duckdb', path: 'parity.duckdb', schema: 'main', threads: 1 };
  writeFileSync(
    join(dir, 'profiles.yml'),
    JSON.stringify({ [profile ?? 'default']: { target: 'dev', outputs: { dev: output } } }),
  );
  if (existsSync(join(dir, 'packages.yml')) || existsSync(join(dir, 'dependencies.yml'))) must(dbt, ['deps'], dir);
  return dir;
}

/** Without what dbt did not get to after a failure. */
function gotTo({ title, total, wrong }) {
  const told = wrong.filter((line) => !line.endsWith('only quern has it'));
  return { title, total: total - wrong.length + told.length, wrong: told };
}

/** What the differences say of nodes, of edges and of SQL. */
function tally(parts) {
  const sum = (chosen) =>
    chosen.reduce((all, { total, wrong }) => ({ total: all.total + total, equal: all.equal + total - wrong.length }), {
      total: 0,
      equal: 0,
    });
  const isEdge = (title) => /^manifest (parent|child|group)_map$/.test(title);
  return {
    nodes: sum(parts.filter(({ title }) => title.startsWith('manifest ') && !isEdge(title))),
    edges: sum(parts.filter(({ title }) => isEdge(title))),
    sql: sum(parts.filter(({ title }) => title.endsWith('compiled SQL'))),
    results: sum(parts.filter(({ title }) => title === 'build: results')),
  };
}

function compare(source) {
  const options = {
    source,
    steps: values['no-build'] ? [['compile']] : [['build'], ['compile']],
    quiet: 0,
    profiles: '.',
    manifest: true,
    keep: false,
    python: 'python3',
    env: {},
  };
  const theirs = outcomeOf({ command: [dbt] }, { ...options, cache: values.cache });
  const ours = outcomeOf({ command: quern }, options);
  const stopped = theirs.steps.at(-1).code !== 0;
  // dbt's `compile` ends at the first failure: then the SQL of what `build` got to is compared.
  const compiled = `${stopped && !values['no-build'] ? 'build' : 'compile'}: compiled SQL`;
  // Tables are not compared: many projects have none to read. `npm run compare` does that.
  const parts = differences(theirs, ours)
    .filter(({ title }) => title.startsWith('manifest ') || title === 'build: results' || title === compiled)
    .map((part) => (stopped && part.title === compiled ? gotTo(part) : part));
  return { name: basename(source), parts, ...tally(parts) };
}

const chosen =
  positionals.length > 0
    ? positionals
    : JSON.parse(readFileSync(join(import.meta.dirname, 'projects.json'), 'utf8')).map(checkOut);
const cell = ({ equal, total }) => `${equal} of ${total}`;
console.log('| project | manifest entries equal | edges equal | compiled SQL equal | statuses of build equal |');
console.log('|---|---|---|---|---|');
const all = [];
for (const source of chosen) {
  const found = compare(source);
  all.push(found);
  const { name, nodes, edges, sql, results } = found;
  console.log(`| ${name} | ${cell(nodes)} | ${cell(edges)} | ${cell(sql)} | ${cell(results)} |`);
}
rmSync(work, { recursive: true, force: true });
const total = all
  .flatMap(({ nodes, edges, sql }) => [nodes, edges, sql])
  .reduce((a, b) => ({ equal: a.equal + b.equal, total: a.total + b.total }));
const share = (100 * total.equal) / total.total;
console.log(`\n${cell(total)} equal: ${share.toFixed(2)} %`);
for (const { name, parts } of all) {
  for (const { title, wrong } of parts) {
    for (const line of wrong.slice(0, values.verbose ? wrong.length : 3)) console.log(`\n${name}: ${title}\n  ${line}`);
    if (!values.verbose && wrong.length > 3) console.log(`  … and ${wrong.length - 3} more (--verbose)`);
  }
}
process.exit(share >= WANTED ? 0 : 1);
