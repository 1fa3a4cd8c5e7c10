/** What Snowflake adds to `quern retention`: Time Travel. */
import { expect, it } from 'vitest';
import { ContractProject, runOptions } from '../contract/project.js';
import { adapter, LONG_QUERY, output, serve } from './target.js';

const server = await serve();

it('Time Travel keeps what is deleted as long as the model says', async () => {
  const target = { adapter, output: async () => output(server, { schema: 'RETAINED' }), longQuery: LONG_QUERY };
  const config = (more: string) => ({
    'models/m.sql': `{{ config(materialized='incremental', transient=false, retention_days=30, retention_column='day'${more}) }}
select 1 as id, cast('2026-01-01' as date) as day union all select 2, cast('2026-03-01' as date)
{% if is_incremental() %}where 1 = 0{% endif %}`,
  });
  const project = await ContractProject.create(target, config(''));
  try {
    await project.ok('run');
    project.write(config(', data_retention_time_in_days=7'));
    const retention = (apply: boolean) =>
      project.open('retention', {}, (opened) => opened.retention({ ...runOptions(), apply, asOf: '2026-03-02' }));
    const kept = async () => {
      const sql = `show tables like 'M' in schema ${String(project.output.database)}.RETAINED`;
      return project.warehouse(async (warehouse) => {
        const { columns, rows } = await (await warehouse.session('show')).execute(sql, { fetch: true });
        return rows[0]?.[columns.findIndex(({ name }) => name === 'retention_time')];
      });
    };
    const settings = ['Time Travel keeps 7 days'];
    expect((await retention(false)).results).toMatchObject([{ status: 'expired', rows: 1, settings }]);
    expect(await kept()).toBe('1');
    expect((await retention(true)).results).toMatchObject([{ status: 'purged', rows: 1, settings }]);
    expect(await kept()).toBe('7');
    expect((await retention(true)).results).toMatchObject([{ status: 'nothing', rows: 0, settings: [] }]);
  } finally {
    project.remove();
  }
});

it('files of a stage are removed', async () => {
  const target = { adapter, output: async () => output(server, { schema: 'STAGED' }), longQuery: LONG_QUERY };
  const project = await ContractProject.create(target, {
    'models/sources.yml': `sources:
  - name: raw
    tables:
      - name: orders
        config: { external_location: '@DB.STAGED.LAKE/orders', retention_days: 10 }
`,
    'models/m.sql': 'select 1 as id',
  });
  try {
    await project.ok('run');
    await project.execute('create stage DB.STAGED.LAKE');
    for (const day of ['2026-01-01', '2026-01-02', '2026-01-20']) {
      project.write({ [`lake/${day}.csv`]: `${day}\n` });
      await project.execute(
        `put 'file://${project.dir}/lake/${day}.csv' '@DB.STAGED.LAKE/orders' auto_compress = false`,
      );
    }
    const retention = (apply: boolean) =>
      project.open('retention', {}, (opened) => opened.retention({ ...runOptions(), apply, asOf: '2026-01-20' }));
    const told = { name: 'raw.orders', files: 2, rows: null, total: 3, oldest: '2026-01-01' };
    expect((await retention(false)).results).toMatchObject([{ ...told, status: 'expired' }]);
    expect((await retention(true)).results).toMatchObject([{ ...told, status: 'purged' }]);
    const left = await project.rows("list '@DB.STAGED.LAKE'");
    expect(left.map(([name]) => name)).toEqual(['lake/orders/2026-01-20.csv']);
    expect((await retention(true)).results).toMatchObject([{ status: 'nothing', total: 1, files: 0 }]);
  } finally {
    project.remove();
  }
});
