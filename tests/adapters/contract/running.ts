import { expect } from 'vitest';
import type { Topic } from './topic.js';

export const running: Topic = {
  title: 'running',
  cases: {
    '16 models at once': async (project) => {
      const kinds = ['table', 'view', 'incremental', 'table'];
      for (let i = 0; i < 48; i++)
        project.write({ [`models/m${i}.sql`]: `{{ config(materialized='${kinds[i % 4]}') }} select ${i} as id` });
      await project.ok('run', { threads: 16 });
      await project.ok('run', { threads: 16 });
      expect(Object.keys(await project.relations())).toHaveLength(48);
      expect(await project.contents('m47')).toEqual([[47]]);
    },
    'an interrupt stops what runs, on the server too': async (project) => {
      const { longQuery, running: count } = project.target;
      const mark = `contract interrupt ${process.pid}`;
      project.write({
        'models/a.sql': `{{ config(materialized='table') }} /* ${mark} */ select * from (${longQuery}) as q`,
        'models/b.sql': "select * from {{ ref('a') }}",
      });
      const controller = new AbortController();
      const run = project.run('run', { signal: controller.signal });
      await until(async () => project.events.some((event) => event.type === 'node-started'));
      if (count) await until(async () => (await count(mark)) > 0);
      controller.abort();
      const report = await run;
      expect(report.interrupted).toBe(true);
      expect(report.results.map((r) => r.status)).toEqual(['error', 'skipped']);
      if (count) expect(await count(mark)).toBe(0);
      expect(await project.relations()).toEqual({});
    },
  },
};

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('it never came');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
