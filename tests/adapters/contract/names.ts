import { expect } from 'vitest';
import type { HostileNames } from './target.js';
import type { Case, Topic } from './topic.js';

/** Names of relations and columns that quoting has to hold. */
const HOSTILE: HostileNames = {
  relations: [
    'Mixed Case',
    'select',
    'with.dot',
    "it's",
    'semi;colon --',
    'ünïcödé 😀',
    'in  between',
    '%s %',
    'dou"ble',
  ],
  column: 'quo"ted',
};

/** Names are kept as they are written where they are quoted. */
const QUOTED = { 'dbt_project.yml': "name: shop\nversion: '1.0'\nprofile: shop\nquoting: {identifier: true}\n" };

const lives =
  (kind: string): Case =>
  async (project) => {
    const { relations } = project.target.names ?? HOSTILE;
    project.write(QUOTED);
    for (const [i, name] of relations.entries()) {
      const column = project.target.adapter.dialect.quote(name);
      project.write({
        [`models/m${i}.sql`]: `{{ config(materialized='${kind}', alias=${JSON.stringify(name)}) }}
select 1 as ${column}`,
      });
    }
    await project.ok('run');
    await project.ok('run');
    const expected = kind === 'incremental' ? [[1], [1]] : [[1]];
    for (const name of relations) {
      const column = project.target.adapter.dialect.quote(name);
      expect(await project.rows(`select ${column} from ${project.quoted(name)}`), name).toEqual(expected);
    }
    expect(Object.keys(await project.relations()).sort()).toEqual([...relations].sort());
  };

export const names: Topic = {
  title: 'hostile names',
  cases: {
    'of tables and their columns': lives('table'),
    'of views': lives('view'),
    'of incremental models': lives('incremental'),
    'of seeds and snapshots': async (project) => {
      const { relations, column } = project.target.names ?? HOSTILE;
      const [seed, history] = [`${relations.at(-1)} 1`, `${relations.at(-3)} 2`];
      project.write({
        ...QUOTED,
        'seeds/s.csv': `id,Some Name,"${column.replaceAll('"', '""')}"\n1,x,y\n`,
        'seeds/_s.yml': `seeds:\n  - name: s\n    config: {alias: ${JSON.stringify(seed)}, quote_columns: true}\n`,
        'snapshots/h.sql': `{% snapshot h %}{{ config(alias=${JSON.stringify(history)}, unique_key=adapter.quote('id'), strategy='check', check_cols='all') }} select * from {{ ref('s') }}{% endsnapshot %}`,
      });
      await project.ok('build');
      await project.ok('build');
      expect(await project.rows(`select * from ${project.quoted(seed)}`)).toEqual([[1, 'x', 'y']]);
      expect(await project.rows(`select count(*) from ${project.quoted(history)}`)).toEqual([[1]]);
    },
    'two long names that begin alike, built at once': async (project) => {
      const limit = Math.min(project.target.adapter.traits.relation.maxNameLength ?? 120, 120);
      // Not the last letter: PostgreSQL calls a type of its own after all of a name but that.
      const long = (end: string): string => `${'a'.repeat(limit - 2)}${end}z`;
      for (const end of ['x', 'y']) {
        project.write({ [`models/${long(end)}.sql`]: `{{ config(materialized='table') }} select '${end}' as id` });
        project.write({
          [`models/inc_${end}.sql`]: `{{ config(materialized='incremental', unique_key='id', alias='${`i${long(end).slice(1)}`}') }} select '${end}' as id`,
        });
      }
      for (let i = 0; i < 3; i++) await project.ok('run');
      for (const end of ['x', 'y']) {
        expect(await project.contents(long(end))).toEqual([[end]]);
        expect(await project.contents(`i${long(end).slice(1)}`)).toEqual([[end]]);
      }
      expect(Object.keys(await project.relations())).toHaveLength(4);
    },
    'a name that is too long is refused': async (project) => {
      const limit = project.target.adapter.traits.relation.maxNameLength;
      const name = 'a'.repeat((limit ?? 63) + 1);
      project.write({ [`models/${name}.sql`]: "{{ config(materialized='table') }} select 1 as id" });
      if (limit === undefined) await project.ok('run');
      else expect((await project.failing('run', name)).message).toContain(`longer than ${limit} characters`);
    },
  },
};
