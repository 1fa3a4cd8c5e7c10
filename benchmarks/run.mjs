// npm run benchmark [-- --models 1000 --rounds 3 --only parse,ls]: quern against dbt-core on the same generated project, alternating
// in one run. dbt is found as $DBT, or `dbt` on PATH; without it quern's own seconds are printed.
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { alternate, measure } from './measure.mjs';

const { values } = parseArgs({
  options: {
    models: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '3' },
    'dbt-rounds': { type: 'string', default: '1' },
    only: { type: 'string' },
    keep: { type: 'boolean', default: false },
    'no-dbt': { type: 'boolean', default: false },
  },
});
const models = Number(values.models);
const rounds = Number(values.rounds);
const only = values.only?.split(',');
const here = import.meta.dirname;
const quern = join(here, '..', 'bin', 'quern.js');
const dbt = values['no-dbt'] ? undefined : findDbt();
const work = mkdtempSync(join(tmpdir(), 'quern-bench-'));

function findDbt() {
  const candidate = process.env.DBT ?? 'dbt';
  const found = spawnSync(candidate, ['--version'], { encoding: 'utf8' });
  return found.status === 0 && /installed:\s+1\./.test(found.stdout) ? candidate : undefined;
}

function generate(count, name) {
  const dir = join(work, name);
  const made = spawnSync('python3', [join(here, 'gen.py'), String(count), dir], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(made.stderr);
  return dir;
}

const project = generate(models, 'quern');
const env = { DBT_PROFILES_DIR: project, DBT_SEND_ANONYMOUS_USAGE_STATS: 'false' };
let theirs;
if (dbt) {
  theirs = join(work, 'dbt');
  cpSync(project, theirs, { recursive: true });
}
const ours = (args, options = {}) => ({
  run: () => measure(process.execPath, [quern, ...args], { cwd: project, env, ...options }),
});
const dbts = (args, options = {}) =>
  dbt
    ? { run: () => measure(dbt, args, { cwd: theirs, env: { ...env, DBT_PROFILES_DIR: theirs }, ...options }) }
    : undefined;

const rows = [];
function compare(name, our, their, note = '') {
  if (only && !only.some((o) => name.startsWith(o))) return;
  const fewer = their && { ...their };
  const [a, b] = alternate([our, fewer], fewer ? Math.max(1, Math.min(rounds, Number(values['dbt-rounds']))) : rounds);
  const extra = fewer && rounds > Number(values['dbt-rounds']) ? alternate([our], rounds)[0] : a;
  rows.push({ what: name, quern: extra, dbt: b, ratio: b === undefined ? undefined : b / extra, note });
  console.log(
    `${name.padEnd(44)} quern ${extra.toFixed(3)} s${b === undefined ? '' : `   dbt ${b.toFixed(2)} s   ${(b / extra).toFixed(1)}×`} ${note}`,
  );
}

/** Out of the way, and deleted at the end only: freeing a large file's pages would count as time of the run that comes next. */
const aside = (path) => {
  if (existsSync(path)) renameSync(path, join(work, `old-${(moved += 1)}`));
};
let moved = 0;
const cold = (dir) => () => aside(join(dir, 'target'));
console.log(`${models} models, CPU seconds (user + system), median; dbt: ${dbt ?? 'not found'}`);

const nodeStart = alternate(
  [{ run: () => measure(process.execPath, ['-e', '0']) }, ours(['--version'])],
  Math.max(rounds, 5),
);
console.log(
  `${'--version'.padEnd(44)} quern ${nodeStart[1].toFixed(3)} s   node -e 0 ${nodeStart[0].toFixed(3)} s   ${(nodeStart[1] / nodeStart[0]).toFixed(2)}× of node`,
);
compare(
  'parse, cold',
  { before: cold(project), ...ours(['parse']) },
  dbt && { before: cold(theirs), ...dbts(['parse']) },
);
compare('parse, nothing changed', ours(['parse']), dbts(['parse']));
const touched = (dir) => {
  const file = readdirSync(join(dir, 'models'), { recursive: true }).find((f) => String(f).endsWith('.sql'));
  return () => appendFileSync(join(dir, 'models', String(file)), '\n-- touched\n');
};
compare(
  'parse, one file changed',
  { before: touched(project), ...ours(['parse']) },
  dbt && { before: touched(theirs), ...dbts(['parse']) },
);
compare('ls', ours(['ls', '-q']), dbts(['ls', '-q']));
const names = readdirSync(join(project, 'models'), { recursive: true })
  .map((file) => basename(String(file)))
  .filter((file) => file.endsWith('.sql'))
  .map((file) => file.slice(0, -'.sql'.length))
  .sort();
const one = names[Math.floor(names.length / 2)];
compare(
  'compile -s one model, warm',
  ours(['compile', '-q', '--no-introspect', '-s', one]),
  dbts(['compile', '-q', '--no-introspect', '-s', one]),
);
compare(
  'compile, cold',
  { before: cold(project), ...ours(['compile', '-q']) },
  dbt && { before: cold(theirs), ...dbts(['compile', '-q']) },
);

if (dbt && existsSync(join(theirs, 'target', 'compiled'))) {
  const tree = (dir) => {
    const root = join(dir, 'target', 'compiled');
    const files = readdirSync(root, { recursive: true })
      .map(String)
      .filter((f) => f.endsWith('.sql') && statSync(join(root, f)).isFile());
    return new Map(files.map((f) => [f, readFileSync(join(root, f), 'utf8').replace(/\s+/g, ' ').trim()]));
  };
  const [a, b] = [tree(project), tree(theirs)];
  const different = [...b].filter(([file, sql]) => a.get(file) !== sql).map(([file]) => file);
  console.log(
    `compiled SQL: ${b.size - different.length} of ${b.size} files equal to dbt's after white space${different.length ? `; different: ${different.slice(0, 5).join(', ')}` : ''}`,
  );
}
if (!only || only.includes('build')) {
  const small = generate(100, 'small');
  const smallDbt = dbt && join(work, 'small-dbt');
  if (smallDbt) cpSync(small, smallDbt, { recursive: true });
  const fresh = (dir) => () => {
    aside(join(dir, 'target'));
    for (const file of readdirSync(dir)) if (/\.duckdb(\.wal)?$/.test(file)) aside(join(dir, file));
  };
  compare(
    'build of 100 models',
    {
      before: fresh(small),
      run: () => measure(process.execPath, [quern, 'build', '-q'], { cwd: small, env: { DBT_PROFILES_DIR: small } }),
    },
    dbt && {
      before: fresh(smallDbt),
      run: () => measure(dbt, ['build', '-q'], { cwd: smallDbt, env: { DBT_PROFILES_DIR: smallDbt } }),
    },
  );
}
writeFileSync(join(work, 'results.json'), JSON.stringify(rows, null, 2));
if (values.keep) console.log(work);
else rmSync(work, { recursive: true, force: true });
