/** The DAG, run by Airflow itself where its packages can be had. */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BIN } from '../../../tests/e2e/cli.js';
import { pythonEnvironment } from '../../../tests/python.js';
import { openWarehouse } from '../../../tests/warehouses/harness.js';
import { warehouse } from '../warehouse.js';

const requirements = ['astronomer-cosmos==1.15.1', 'apache-airflow==3.3.2'];
const airflow = pythonEnvironment(
  'cosmos',
  requirements,
  (bin) => spawnSync(join(bin, 'python'), ['-c', 'import airflow']).status === 0,
);
if ('missing' in airflow) console.warn(`\n!! NOT TRIED WITH Airflow: ${airflow.missing}.\n`);

const DAY = 86_400_000;

describe.runIf('bin' in airflow)('the DAG of the platform', () => {
  it('has a task for each model, and builds everything in order', async () => {
    const copy = await openWarehouse(warehouse, { target: 'duckdb', scale: 0.1 });
    try {
      // Fresh files, as freshness wants them: the last of them came yesterday.
      const firstDay = new Date(Date.now() - DAY).toISOString().slice(0, 10);
      const made = spawnSync(process.execPath, [
        join(import.meta.dirname, '../generate.mjs'),
        ...['--out', copy.files, '--scale', '0.1', '--first-day', firstDay],
      ]);
      expect(made.status, String(made.stderr)).toBe(0);
      expect((await copy.quern('parse')).code).toBe(0);
      const { run, states, edges } = await runDag(copy.dir, copy.env);
      expect(states).toEqual(Object.fromEntries(Object.keys(states).map((task) => [task, 'success'])));
      expect(run).toBe('success');
      const built = copy.nodes().map(({ name }) => name);
      expect(
        Object.keys(states)
          .map((task) => task.split('.').at(-1))
          .sort(),
      ).toEqual([...built, 'bronze_suites', 'freshness', 'quality', 'stage'].sort());
      expect(edges['gold.dim_customers']).toEqual(['history.customer_history']);
      expect(edges['silver.silver_orders']).toEqual(['bronze_suites']);
      expect(edges['gold.fact_orders']).toContain('silver.silver_order_items');
      expect(Number((await copy.query('select count(*) as n from gold.fact_orders'))[0]!.n)).toBe(1000);
    } finally {
      await copy.close();
    }
  }, 300_000);
});

interface Told {
  readonly run: string;
  readonly states: Readonly<Record<string, string>>;
  readonly edges: Readonly<Record<string, readonly string[]>>;
}

function runDag(dir: string, env: Readonly<Record<string, string>>): Promise<Told> {
  const python = join('bin' in airflow ? airflow.bin : '', 'python');
  const script = join(import.meta.dirname, '../../../tests/tools/run_airflow.py');
  const dag = join(dir, 'orchestration/airflow/platform_dag.py');
  return new Promise((resolve, reject) => {
    const child = spawn(python, [script, dag, join(dir, 'airflow')], {
      cwd: dir,
      env: { ...process.env, ...env, PLATFORM_PROJECT: dir, PLATFORM_TARGET: 'duckdb', QUERN: BIN },
    });
    const said = { out: '', err: '' };
    child.stdout.on('data', (text) => void (said.out += text));
    child.stderr.on('data', (text) => void (said.err += text));
    child.on('close', (code) =>
      code === 0 ? resolve(JSON.parse(said.out.trim().split('\n').at(-1)!)) : reject(new Error(said.err.slice(-3000))),
    );
  });
}
