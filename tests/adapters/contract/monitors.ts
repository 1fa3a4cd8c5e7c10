import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { MonitorOptions, MonitorReport } from '../../../compiler/project/monitor.js';
import type { ContractProject } from './project.js';
import type { Topic } from './topic.js';

/** A table of so many rows, each with an amount, loaded now; with a further column where that is asked. */
function write(project: ContractProject, rows: number, more = ''): void {
  const one = (id: number) =>
    `select ${id} as id, cast(2.5 as {{ dbt.type_numeric() }}) as amount, {{ current_timestamp() }} as loaded_at${more}`;
  project.write({
    'models/m.sql': `{{ config(materialized='table') }}\n${Array.from({ length: rows }, (_, at) => one(at)).join('\nunion all ')}`,
    'models/m.yml': JSON.stringify({
      monitors: [
        { name: 'volume', type: 'row_count', model: 'm', max_change: '20%' },
        { name: 'few', type: 'row_count', model: 'm', where: "id < {{ 2 }} and 'it''s' = 'it''s'", max: 2 },
        { name: 'shape', type: 'schema_change', model: 'm' },
        { name: 'age', type: 'freshness', model: 'm', loaded_at: 'loaded_at', max_age: '1 hour' },
        { name: 'amount', type: 'anomaly', model: 'm', metric: 'sum(amount)', min_history: 2 },
        { name: 'none', type: 'anomaly', model: 'm', metric: 'max(amount)', where: 'id < 0', min_history: 2 },
        { name: 'wrong', type: 'anomaly', model: 'm', metric: 'no_such_function_at_all(id)', min_history: 2 },
      ],
    }),
  });
}

async function measure(project: ContractProject, more: Partial<MonitorOptions> = {}): Promise<MonitorReport> {
  return await project.open('monitor', {}, (opened) =>
    opened.monitor({ names: [], dryRun: false, runId: randomUUID(), ...more }),
  );
}

const statuses = ({ results }: MonitorReport) =>
  Object.fromEntries(results.map(({ monitor, status }) => [monitor.name, status]));
const CALM = {
  volume: 'pass',
  few: 'pass',
  shape: 'pass',
  age: 'pass',
  amount: 'pass',
  none: 'learning',
  wrong: 'error',
};

export const monitors: Topic = {
  title: 'monitors',
  cases: {
    'compare with what was measured before': async (project) => {
      write(project, 5);
      await project.ok('run');
      expect(statuses(await measure(project))).toEqual({
        ...CALM,
        volume: 'learning',
        shape: 'learning',
        amount: 'learning',
      });
      await measure(project);
      expect(statuses(await measure(project))).toEqual(CALM);

      write(project, 7, ', 1 as extra');
      await project.ok('run');
      const report = await measure(project);
      expect(statuses(report)).toEqual({ ...CALM, volume: 'fail', shape: 'fail', amount: 'fail' });
      const values = Object.fromEntries(report.results.map(({ monitor, value }) => [monitor.name, value]));
      expect(values).toMatchObject({ volume: 7, few: 2, amount: 17.5, none: null });
      expect(report.results[2]!.message.toLowerCase()).toMatch(/^column extra \(\w+(\(.*\))?\) is new$/);
      expect(statuses(await measure(project))).toMatchObject({ volume: 'pass', shape: 'pass' });
    },
    'keep one measurement a run, however often that is tried': async (project) => {
      write(project, 5);
      await project.ok('run');
      await measure(project, { runId: 'night 1' });
      write(project, 20);
      await project.ok('run');
      // It is the same run: there is still nothing to compare with.
      expect(statuses(await measure(project, { runId: 'night 1' }))).toMatchObject({ volume: 'learning' });
      await measure(project, { runId: 'night 2', dryRun: true });
      expect(statuses(await measure(project, { runId: 'night 2' }))).toMatchObject({
        volume: 'pass',
        amount: 'learning',
      });
    },
  },
};
