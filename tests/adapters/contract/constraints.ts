import { expect } from 'vitest';
import type { Topic } from './topic.js';

const contracted = (columns: string, more = ''): string =>
  `models:\n  - name: m\n    config: {contract: {enforced: true}}\n    columns:\n${columns}${more}`;

const ID = '      - {name: id, data_type: int';

export const constraints: Topic = {
  title: 'contracts',
  cases: {
    'kept by a table, a view and an incremental model': async (project) => {
      project.write({ 'models/_m.yml': contracted(`${ID}}\n      - {name: amount, data_type: "numeric(10,2)"}\n`) });
      for (const kind of ['table', 'view', 'incremental']) {
        project.write({
          'models/m.sql': `{{ config(materialized='${kind}', on_schema_change='append_new_columns') }} select cast(1.5 as numeric(10,2)) as amount, 1 as id`,
        });
        await project.ok('run');
        expect(await project.rows(`select id, amount from ${project.relation('m')}`), kind).toEqual([[1, 1.5]]);
      }
    },
    'broken by a type, a missing and an extra column': async (project) => {
      project.write({
        'models/m.sql': "{{ config(materialized='table') }} select 'text' as id, 1 as extra",
        'models/_m.yml': contracted(`${ID}}\n      - {name: missing, data_type: int}\n`),
      });
      const { message } = await project.failing('run', 'm');
      for (const name of ['id', 'extra', 'missing']) expect(message?.toLowerCase()).toContain(name);
      expect(await project.relations()).toEqual({});
    },
    'a value that is not null': async (project) => {
      project.write({
        'models/m.sql': "{{ config(materialized='table') }} select cast(null as int) as id",
        'models/_m.yml': contracted(`${ID}, constraints: [{type: not_null}]}\n`),
      });
      await project.failing('run', 'm');
      expect(await project.relations()).toEqual({});
      project.write({ 'models/m.sql': "{{ config(materialized='table') }} select 1 as id" });
      await project.ok('run');
    },
    'keys and checks': async (project) => {
      const rows = (...ids: number[]): string => ids.map((id) => `select ${id} as id`).join(' union all ');
      const write = (sql: string): void =>
        project.write({ 'models/m.sql': `{{ config(materialized='table') }} ${sql}` });
      project.write({
        'models/_m.yml': contracted(
          `${ID}}\n`,
          '    constraints:\n      - {type: primary_key, columns: [id]}\n      - {type: check, expression: id > 0, warn_unenforced: false, warn_unsupported: false}\n',
        ),
      });
      write(rows(1, 2));
      await project.ok('run');
      const { constraints: support } = project.target.adapter.traits;
      write(rows(1, 1));
      if (support.primary_key === 'enforced') await project.failing('run', 'm');
      else await project.ok('run');
      write(rows(0));
      if (support.check === 'enforced') await project.failing('run', 'm');
      else await project.ok('run');
    },
    'a foreign key to another model': async (project) => {
      project.write({
        'models/parent.sql':
          "{{ config(materialized='incremental') }} select 1 as id {% if is_incremental() %} where false {% endif %}",
        'models/m.sql': "{{ config(materialized='table') }} select 1 as id",
        'models/_m.yml': `models:
  - name: parent
    config: {contract: {enforced: true}, on_schema_change: append_new_columns}
    constraints: [{type: primary_key, columns: [id]}]
    columns: [{name: id, data_type: int}]
  - name: m
    config: {contract: {enforced: true}}
    constraints: [{type: foreign_key, columns: [id], to: ref('parent'), to_columns: [id]}]
    columns: [{name: id, data_type: int}]
`,
      });
      await project.ok('run');
      project.write({ 'models/m.sql': "{{ config(materialized='table') }} select 2 as id" });
      if (
        project.target.adapter.traits.constraints.foreign_key === 'enforced' &&
        project.target.adapter.capabilities.transactionalDdl
      )
        await project.failing('run', 'm');
      else await project.ok('run');
    },
  },
};
