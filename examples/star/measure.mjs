#!/usr/bin/env node
/**
 * What a day costs: a run of the project with one new day against a full refresh, both at 22 days of history (66,000 lines) and that day.
 * Works in a database of its own on the server that PGHOST, PGPORT, PGUSER and PGPASSWORD name, and drops it in the end.
 *
 *   node measure.mjs [--runs 5] [--at-most 0.2] [--command "dbt"]
 *
 * The runs alternate; figures are medians. `fact_orders` is the model's time in run_results.json, `call` the whole call's: views and
 * dimensions, which are made anew either way, and the start of the program among it.
 * Exit code 1: a day of fact_orders costs a larger share of its full refresh than --at-most.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    'at-most': { type: 'string', default: '0.2' },
    command: { type: 'string', default: `${process.execPath} ${join(import.meta.dirname, '../../bin/quern.js')}` },
  },
});
const DATABASE = `star_measure_${process.pid}`;
const [program, ...first] = values.command.split(' ');
const folder = mkdtempSync(join(tmpdir(), 'star-measure-'));
const project = join(folder, 'project');
const env = { ...process.env, LAKE: join(folder, 'lake'), PGDATABASE: DATABASE, DBT_PROFILES_DIR: project };

async function query(database, sql) {
  const client = new pg.Client({ database });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

function deliver(day) {
  for (const args of [['generate.mjs', '--day', String(day)], ['load.mjs']])
    execFileSync(process.execPath, [join(import.meta.dirname, args[0]), ...args.slice(1)], { env });
}

/** Seconds of the call, and of model fact_orders in it. */
function run(...args) {
  const started = performance.now();
  const result = spawnSync(program, [...first, 'run', ...args], { cwd: project, env, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(result.stdout + result.stderr);
  const call = (performance.now() - started) / 1000;
  const { results } = JSON.parse(readFileSync(join(project, 'target/run_results.json'), 'utf8'));
  return { call, fact_orders: results.find(({ unique_id }) => unique_id === 'model.star.fact_orders').execution_time };
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function main() {
  await query('postgres', `create database ${DATABASE}`);
  try {
    cpSync(import.meta.dirname, project, { recursive: true, filter: (path) => !/\/(data|target|logs)$/.test(path) });
    deliver(1);
    deliver(2);
    run('--full-refresh');
    const [{ lines, newest }] = await query(
      DATABASE,
      'select count(*) as lines, max(order_date)::text as newest from analytics.fact_orders',
    );
    const times = { full: [], day: [] };
    for (let nth = 0; nth < Number(values.runs); nth++) {
      times.full.push(run('--full-refresh'));
      await query(DATABASE, `delete from analytics.fact_orders where order_date = '${newest}'`);
      times.day.push(run());
    }
    process.stdout.write(`fact_orders, ${Number(lines).toLocaleString('en-US')} lines, ${values.runs} runs each\n`);
    for (const what of ['fact_orders', 'call']) {
      const [full, day] = [times.full, times.day].map((runs) => median(runs.map((each) => each[what])));
      process.stdout.write(
        `${what.padEnd(12)} full refresh ${full.toFixed(2)} s   a day ${day.toFixed(2)} s   ratio ${(day / full).toFixed(2)}\n`,
      );
      if (what === 'fact_orders' && day / full > Number(values['at-most'])) process.exitCode = 1;
    }
  } finally {
    await query('postgres', `drop database if exists ${DATABASE} with (force)`);
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
