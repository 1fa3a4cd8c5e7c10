// npm run compare -- <project folder> [--command build] [--args "..."]: runs quern and dbt-core on copies of a project that uses a
// DuckDB file and says where compiled SQL, statuses, manifests and tables differ. dbt is $DBT or `dbt` on PATH.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    command: { type: 'string', default: 'build' },
    args: { type: 'string', default: '' },
    // Commands to run before, separated by ';'.
    before: { type: 'string', default: '' },
    profiles: { type: 'string', default: '.' },
    keep: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});
const [source] = positionals;
if (!source) {
  console.error('usage: npm run compare -- <project folder> [--command build] [--args "--full-refresh"] [--profiles folder-in-project] [--keep] [--verbose]');
  process.exit(2);
}
const dbt = process.env.DBT ?? 'dbt';
const quern = join(import.meta.dirname, '..', 'bin', 'quern.js');
const work = mkdtempSync(join(tmpdir(), 'quern-compare-'));
const limit = values.verbose ? Number.POSITIVE_INFINITY : 8;

function execute(name, command, args) {
  // Same folder name, since database names and paths can come from it.
  const dir = join(work, name, basename(resolve(source)));
  cpSync(source, dir, { recursive: true });
  rmSync(join(dir, 'target'), { recursive: true, force: true });
  for (const file of readdirSync(dir)) if (/\.duckdb(\.wal)?$/.test(file)) rmSync(join(dir, file));
  const env = { ...process.env, NO_COLOR: '1', DBT_PROFILES_DIR: join(dir, values.profiles), DBT_SEND_ANONYMOUS_USAGE_STATS: 'false' };
  for (const words of values.before.split(';').filter(Boolean)) spawnSync(command, [...args, ...words.trim().split(' ')], { cwd: dir, env });
  const result = spawnSync(command, [...args, ...values.command.split(' '), ...(values.args).split(' ').filter(Boolean)], { cwd: dir, env, encoding: 'utf8', maxBuffer: 1 << 28 });
  return { dir, code: result.status, output: `${result.stdout}\n${result.stderr}` };
}

const theirs = execute('dbt', dbt, []);
const ours = execute('quern', process.execPath, [quern]);
let differences = 0;
function report(title, total, wrong) {
  differences += wrong.length;
  console.log(`${title}: ${total - wrong.length} of ${total} equal`);
  for (const line of wrong.slice(0, limit)) console.log(`  ${line}`);
  if (wrong.length > limit) console.log(`  … and ${wrong.length - limit} more`);
}
const json = (run, file) => {
  const path = join(run.dir, 'target', file);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
};

console.log(`exit codes: dbt ${theirs.code}, quern ${ours.code}`);
if (theirs.code !== ours.code) {
  differences += 1;
  console.log(ours.output.split('\n').slice(-40).join('\n'));
}

const compiled = (run) => {
  const dir = join(run.dir, 'target', 'compiled');
  if (!existsSync(dir)) return new Map();
  const files = readdirSync(dir, { recursive: true }).map(String).filter((f) => f.endsWith('.sql'));
  return new Map(files.map((f) => [f, readFileSync(join(dir, f), 'utf8').replaceAll(run.dir, '').replace(/\s+/g, ' ').trim()]));
};
const [theirSql, ourSql] = [compiled(theirs), compiled(ours)];
const wrongSql = [];
for (const [file, sql] of theirSql) {
  const own = ourSql.get(file);
  if (own === undefined) wrongSql.push(`${file}: quern has none`);
  else if (own !== sql) {
    let at = 0;
    while (own[at] === sql[at]) at += 1;
    wrongSql.push(`${file}:\n    dbt   …${sql.slice(Math.max(0, at - 40), at + 80)}\n    quern …${own.slice(Math.max(0, at - 40), at + 80)}`);
  }
}
for (const file of ourSql.keys()) if (!theirSql.has(file)) wrongSql.push(`${file}: dbt has none`);
report('compiled SQL', new Set([...theirSql.keys(), ...ourSql.keys()]).size, wrongSql);

const results = (run) => new Map((json(run, 'run_results.json')?.results ?? []).map((r) => [r.unique_id, r]));
const [theirResults, ourResults] = [results(theirs), results(ours)];
const wrongStatus = [];
for (const id of new Set([...theirResults.keys(), ...ourResults.keys()])) {
  const [a, b] = [theirResults.get(id), ourResults.get(id)];
  if (a?.status !== b?.status || a?.failures !== b?.failures) wrongStatus.push(`${id}: dbt ${a?.status} ${a?.failures ?? ''}, quern ${b?.status} ${b?.failures ?? ''} ${b?.message ?? ''}`);
}
report('statuses', new Set([...theirResults.keys(), ...ourResults.keys()]).size, wrongStatus);

const IGNORED = new Set(['created_at', 'compiled', 'compiled_code', 'compiled_path', 'extra_ctes', 'extra_ctes_injected', 'root_path', 'build_path', 'static_analysis']);
const canonical = (value) =>
  Array.isArray(value)
    ? value.map(canonical)
    : value && typeof value === 'object'
      ? Object.fromEntries(Object.keys(value).filter((k) => !IGNORED.has(k)).sort().map((k) => [k, canonical(value[k])]))
      : value;
const [theirManifest, ourManifest] = [json(theirs, 'manifest.json'), json(ours, 'manifest.json')];
if (theirManifest && ourManifest) {
  for (const section of ['nodes', 'sources', 'exposures', 'groups', 'docs', 'macros', 'parent_map', 'child_map', 'disabled']) {
    const wrong = [];
    const own = (id) => !/^(macro|doc)\.dbt(_duckdb)?\./.test(id);
    const ids = new Set([...Object.keys(theirManifest[section] ?? {}), ...Object.keys(ourManifest[section] ?? {})].filter(own));
    for (const id of ids) {
      const [a, b] = [theirManifest[section]?.[id], ourManifest[section]?.[id]];
      if (a === undefined || b === undefined) {
        wrong.push(`${id}: only ${a === undefined ? 'quern' : 'dbt'} has it`);
        continue;
      }
      const [x, y] = [canonical(a), canonical(b)];
      const keys = Array.isArray(x) ? [''] : [...new Set([...Object.keys(x), ...Object.keys(y)])];
      for (const key of keys) {
        const [p, q] = key === '' ? [x, y] : [x[key], y[key]];
        if (JSON.stringify(p) !== JSON.stringify(q)) {
          wrong.push(`${id}${key && `.${key}`}: dbt ${JSON.stringify(p)?.slice(0, 200)}\n      quern ${JSON.stringify(q)?.slice(0, 200)}`);
        }
      }
    }
    report(`manifest ${section} (differing keys)`, ids.size, wrong);
  }
}

/** Rows of every relation of a database as text, sorted, read by a client of the version that wrote it. */
function contents(run, file) {
  const python = spawnSync('python3', ['-c', 'print(1)']).status === 0 ? (process.env.DBT ? join(process.env.DBT, '..', 'python') : 'python3') : undefined;
  const script = `
import duckdb, json, sys, hashlib
c = duckdb.connect(sys.argv[1], read_only=True)
out = {}
for schema, name, kind in c.execute("select table_schema, table_name, table_type from information_schema.tables where table_catalog = current_database()").fetchall():
    q = '"%s"."%s"' % (schema, name)
    try:
        cur = c.execute('select * from ' + q)
        cols = [(d[0], str(d[1])) for d in cur.description]
        rows = sorted(repr(r) for r in cur.fetchall())
        out[schema + '.' + name] = [kind, cols, len(rows), hashlib.md5('\\n'.join(rows).encode()).hexdigest()]
    except Exception as e:
        out[schema + '.' + name] = [kind, 'unreadable: ' + str(e).split('\\n')[0]]
print(json.dumps(out))
`;
  const result = spawnSync(python, ['-c', script, join(run.dir, file)], { cwd: run.dir, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (result.status !== 0) throw new Error(result.stderr);
  return JSON.parse(result.stdout);
}

const databases = (run) => readdirSync(run.dir).filter((f) => f.endsWith('.duckdb'));
const wrong = [];
let count = 0;
for (const file of databases(theirs)) {
  if (!existsSync(join(ours.dir, file))) {
    wrong.push(`${file}: quern made no such database`);
    continue;
  }
  const [a, b] = [contents(theirs, file), contents(ours, file)];
  for (const name of new Set([...Object.keys(a), ...Object.keys(b)])) {
    count += 1;
    if (JSON.stringify(a[name]) !== JSON.stringify(b[name])) wrong.push(`${name}: dbt ${JSON.stringify(a[name])?.slice(0, 300)}\n      quern ${JSON.stringify(b[name])?.slice(0, 300)}`);
  }
}
report('relations (kind, columns, rows)', count, wrong);
console.log(differences === 0 ? 'no differences' : `${differences} differences`);
if (values.keep) console.log(work);
else rmSync(work, { recursive: true, force: true });
process.exit(differences === 0 ? 0 : 1);
