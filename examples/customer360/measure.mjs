#!/usr/bin/env node
/**
 * What a day of a million events takes: generates two days without history, builds the first from nothing and the second on top of it,
 * and says the time and the most memory of each.
 *
 *   node measure.mjs [--scale 1] [--keep folder]
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { scale: { type: 'string', default: '1' }, keep: { type: 'string' } } });
const here = import.meta.dirname;
const folder = values.keep ?? mkdtempSync(join(tmpdir(), 'customer360-'));
mkdirSync(folder, { recursive: true });
const [meter, figures] = [join(folder, 'meter.cjs'), join(folder, 'figures.json')];
writeFileSync(
  meter,
  `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(figures)}, JSON.stringify(process.resourceUsage())));`,
);

function node(args, env = {}) {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: here,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, NO_COLOR: '1', ...env },
  });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return (performance.now() - started) / 1000;
}

function quern(day, ...args) {
  const env = {
    LAKE: join(folder, 'landing'),
    BIGQUERY_FILE: join(folder, 'customer360.duckdb'),
    BIGQUERY_CLOCK: `2025-03-0${day + 1}T06:00:00Z`,
    DBT_TARGET_PATH: join(folder, 'target'),
  };
  const bin = join(here, '../../bin/quern.js');
  // Features begin on the first morning: there is no history to wait for.
  const seconds = node(['--require', meter, bin, ...args, '--vars', '{features_burn_in_days: 1}'], env);
  const { maxRSS, userCPUTime, systemCPUTime } = JSON.parse(readFileSync(figures, 'utf8'));
  return { seconds, cpu: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 };
}

try {
  for (const day of [1, 2]) {
    const made = node([
      ...[join(here, 'generate.mjs'), '--history', '0', '--scale', values.scale],
      ...['--day', String(day), '--out', join(folder, 'landing')],
    ]);
    if (day === 1) quern(day, 'seed');
    const run = quern(day, 'run', ...(day === 1 ? ['--full-refresh'] : []));
    const results = JSON.parse(readFileSync(join(folder, 'target/run_results.json'), 'utf8')).results;
    const slowest = [...results].sort((a, b) => b.execution_time - a.execution_time).slice(0, 3);
    console.log(
      `day ${day}: generated in ${made.toFixed(0)} s; run in ${run.seconds.toFixed(1)} s (${run.cpu.toFixed(1)} s of processor time), at most ${run.megabytes.toFixed(0)} MB`,
    );
    for (const { unique_id, execution_time } of slowest) console.log(`  ${execution_time.toFixed(1)} s ${unique_id}`);
  }
  const count =
    "select event_date, count(*) as events from {{ ref('stg_events') }} where event_date > '2000-01-01' group by 1 order by 1";
  const env = {
    LAKE: join(folder, 'landing'),
    BIGQUERY_FILE: join(folder, 'customer360.duckdb'),
    BIGQUERY_CLOCK: '2025-03-03T06:00:00Z',
  };
  const shown = spawnSync(process.execPath, [join(here, '../../bin/quern.js'), 'show', '--quiet', '--inline', count], {
    cwd: here,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', DBT_TARGET_PATH: join(folder, 'target'), ...env },
  });
  console.log(shown.stdout);
} finally {
  if (values.keep === undefined) rmSync(folder, { recursive: true, force: true });
}
