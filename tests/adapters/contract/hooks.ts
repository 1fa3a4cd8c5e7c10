import { expect } from 'vitest';
import type { Topic } from './topic.js';

const LOG = '{{ target.schema }}.log';

export const hooks: Topic = {
  title: 'hooks',
  cases: {
    'before and after, in order': async (project) => {
      project.write({
        'dbt_project.yml': `name: shop
version: '1.0'
profile: shop
on-run-start: ["create table ${LOG} (n int, what ${project.target.textType ?? 'varchar(20)'})", "insert into ${LOG} values (1, 'start')"]
on-run-end: ["insert into ${LOG} select count(*) + 1, 'end' from ${LOG}"]
`,
        'models/m.sql': `{{ config(materialized='table',
          pre_hook="insert into ${LOG} select count(*) + 1, 'before' from ${LOG}",
          post_hook=["insert into ${LOG} select count(*) + 1, 'after' from ${LOG}", "insert into ${LOG} select count(*) + 1, 'rows' from {{ this }}, ${LOG}"]) }}
select 1 as id`,
      });
      await project.ok('run');
      const { schema } = project.target.adapter.resolveCredentials(project.output);
      expect(await project.rows(`select n, what from ${schema}.log order by n`)).toEqual([
        [1, 'start'],
        [2, 'before'],
        [3, 'after'],
        [4, 'rows'],
        [5, 'end'],
      ]);
    },
    'one that fails fails its model, and leaves what was': async (project) => {
      project.write({ 'models/m.sql': "{{ config(materialized='table') }} select 1 as id" });
      await project.ok('run');
      for (const hook of ['pre_hook', 'post_hook']) {
        project.write({
          'models/m.sql': `{{ config(materialized='table', ${hook}="insert into no_such_table values (1)") }} select 2 as id`,
        });
        expect((await project.failing('run', 'm')).message?.toLowerCase()).toContain('no_such_table');
        const undone = hook === 'pre_hook' || project.target.adapter.capabilities.transactionalDdl;
        expect(await project.contents('m')).toEqual([[undone ? 1 : 2]]);
        expect(await project.relations()).toEqual({ m: 'table' });
      }
    },
    'outside of the transaction': async (project) => {
      project.write({
        'models/log.sql': `{{ config(materialized='table') }} select cast('made' as ${project.target.textType ?? 'varchar(20)'}) as what`,
      });
      await project.ok('run');
      project.write({
        'models/m.sql': `{{ config(materialized='table',
          pre_hook=[before_begin("insert into ${LOG} values ('outside')"), "insert into ${LOG} values ('inside')"],
          post_hook=[after_commit("insert into ${LOG} values ('never')")]) }}
select 1 as id from no_such_table`,
      });
      await project.failing('run', 'm', { select: ['m'] });
      expect(await project.contents('log')).toEqual([['made'], ['outside']]);
    },
    'of a seed and a snapshot': async (project) => {
      project.write({
        'seeds/s.csv': 'id\n1\n',
        'seeds/_s.yml': 'seeds:\n  - name: s\n    config: {post_hook: "insert into {{ this }} values (2)"}\n',
        'snapshots/h.sql':
          "{% snapshot h %}{{ config(unique_key='id', strategy='check', check_cols='all', post_hook='delete from {{ this }} where id = 1') }} select * from {{ ref('s') }}{% endsnapshot %}",
      });
      await project.ok('build');
      expect(await project.contents('s')).toEqual([[1], [2]]);
      expect(await project.rows(`select id from ${project.relation('h')}`)).toEqual([[2]]);
    },
  },
};
