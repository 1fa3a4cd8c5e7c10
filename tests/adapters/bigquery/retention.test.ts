/** What BigQuery adds to `quern retention`: partitions that expire, and tables that require a filter on them. */
import { afterAll, expect, it } from 'vitest';
import { openProject } from '../../../compiler/project.js';
import { runOptions } from '../contract/project.js';
import { outcomes, TestProject } from './project.js';
import { startServer } from './target.js';

const server = await startServer();
afterAll(() => server.close());

const DAY = 86_400_000;

it.each([
  ['day', 'date', 30 + 1],
  ['month', 'date', 30 + 31],
  ['hour', 'timestamp', 30 + 1],
])('partitions of a %s (%s) expire, a required filter is given', async (granularity, type, days) => {
  const date = (age: number) => `cast('${new Date(Date.now() - age * DAY).toISOString().slice(0, 10)}' as ${type})`;
  const name = `kept_${granularity}`;
  const project = new TestProject(server, {
    [`models/${name}.sql`]: `{{ config(materialized='incremental', require_partition_filter=true, retention_days=30, retention_column='d',
  partition_by={'field': 'd', 'data_type': '${type}', 'granularity': '${granularity}'}) }}
select 1 as id, ${date(32)} as d union all select 2, ${date(29)} union all select 3, ${date(0)} union all select 4, null`,
  });
  try {
    expect(outcomes(await project.run())).toEqual([expect.stringContaining('success')]);
    const retention = async (apply: boolean) => {
      const opened = await openProject(
        {
          command: 'retention',
          cwd: project.dir,
          env: { HOME: project.dir },
          options: { projectDir: project.dir, profilesDir: project.dir },
          invocationId: 'retention',
          startedAt: new Date(),
        },
        { events: () => {} },
      );
      try {
        return (await opened.retention({ ...runOptions(), apply })).results;
      } finally {
        await opened.close();
      }
    };
    const settings = [`partitions expire after ${days} days`];
    expect(await retention(false)).toMatchObject([{ status: 'expired', total: 4, rows: 1, settings }]);
    const table = () => server.catalog.table(['acme', 'shop', name]);
    expect(table().timePartitioning?.expirationMs).toBeUndefined();
    expect(await retention(true)).toMatchObject([{ status: 'purged', total: 4, rows: 1, settings }]);
    expect(table().timePartitioning?.expirationMs).toBe(String(days * DAY));
    expect(await retention(true)).toMatchObject([{ status: 'nothing', total: 3, rows: 0, settings: [] }]);
  } finally {
    project.remove();
  }
});
