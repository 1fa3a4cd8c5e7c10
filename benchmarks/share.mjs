// npm run benchmark:share [-- --models 100 --rounds 3]: what of `quern build` is DuckDB's own time. The statements of one build are
// recorded and replayed on an empty database; builds and replays alternate.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measure, median } from './measure.mjs';

const { values } = parseArgs({
  options: { models: { type: 'string', default: '100' }, rounds: { type: 'string', default: '3' } },
});
const here = import.meta.dirname;
const quern = join(here, '..', 'bin', 'quern.js');
const work = mkdtempSync(join(tmpdir(), 'quern-share-'));
const project = join(work, 'project');
const recorded = join(work, 'statements.jsonl');
const made = spawnSync('python3', [join(here, 'gen.py'), values.models, project], { encoding: 'utf8' });
if (made.status !== 0) throw new Error(made.stderr);

function build(options = [], env = {}) {
  rmSync(join(project, 'target'), { recursive: true, force: true });
  for (const file of readdirSync(project)) if (/\.duckdb(\.wal)?$/.test(file)) rmSync(join(project, file));
  const at = { cwd: project, env: { DBT_PROFILES_DIR: project, ...env } };
  return measure(process.execPath, [...options, quern, 'build', '-q'], at).cpu;
}

function replay() {
  const database = join(work, 'perf.duckdb');
  for (const file of [database, `${database}.wal`]) rmSync(file, { force: true });
  return JSON.parse(measure(process.execPath, [join(here, 'replay.mjs'), recorded, database]).stdout).cpu;
}

build(['--require', join(here, 'record.cjs')], { QUERN_STATEMENTS: recorded });
const builds = [];
const replays = [];
for (let round = 0; round < Number(values.rounds); round += 1) {
  builds.push(build());
  replays.push(replay());
}
const [whole, database] = [median(builds), median(replays)];
const share = (part) => `${part.toFixed(2)} s (${Math.round((100 * part) / whole)} %)`;
console.log(`build of ${values.models} models: ${whole.toFixed(2)} s of processor time, median of ${values.rounds}`);
console.log(`DuckDB, the same statements alone: ${share(database)}; quern: ${share(whole - database)}`);

const kinds = new Map();
for (const line of readFileSync(recorded, 'utf8').split('\n')) {
  const { sql, ms } = JSON.parse(line);
  const text = sql.replace(/^\s*\/\*[\s\S]*?\*\//, '').trim();
  const kind = /^(create or replace \w+|create \w+|\w+)/i.exec(text)?.[0].toLowerCase() ?? '?';
  const entry = kinds.get(kind) ?? { count: 0, ms: 0 };
  kinds.set(kind, { count: entry.count + 1, ms: entry.ms + ms });
}
for (const [kind, { count, ms }] of [...kinds].sort((a, b) => b[1].count - a[1].count)) {
  console.log(
    `  ${String(count).padStart(6)} ${kind.padEnd(24)} ${(ms / count).toFixed(2)} ms each, waits for processors included`,
  );
}
rmSync(work, { recursive: true, force: true });
