import { expect } from 'vitest';
import type { Topic } from './topic.js';

export const introspection: Topic = {
  title: 'introspection',
  cases: {
    'relations that are there, and that are not': async (project) => {
      project.write({
        'models/t.sql': "{{ config(materialized='table') }} select 1 as id",
        'macros/look.sql': `{% macro look() %}
{% for name in ['t', 'none_such'] %}{% set found = adapter.get_relation(target.database, target.schema, name) %}
{{ log(name ~ ' ' ~ (found.type if found else 'missing') ~ ' ' ~ (found.identifier if found else ''), info=true) }}{% endfor %}
{{ log('no schema: ' ~ (adapter.list_relations(target.database, 'no_such_schema') | length), info=true) }}
{% endmacro %}`,
      });
      await project.ok('run');
      const said = (await project.logged('look')).map((line) => line.trim().toLowerCase());
      expect(said).toContain('t table t');
      expect(said).toContain('none_such missing');
      expect(said).toContain('no schema: 0');
    },
    'columns of relations and queries': async (project) => {
      project.write({
        'models/t.sql': `{{ config(materialized='table') }} select cast(1 as {{ dbt.type_int() }}) as i, cast('x' as {{ dbt.type_string() }}) as s,
 cast(1.5 as {{ dbt.type_numeric() }}) as n, cast(1.5 as {{ dbt.type_float() }}) as f, cast('2024-01-01 00:00:00' as {{ dbt.type_timestamp() }}) as t`,
        'models/v.sql': "select * from {{ ref('t') }}",
        'macros/look.sql': `{% macro look() %}{% for name in ['t', 'v'] %}{% set relation = adapter.get_relation(target.database, target.schema, name) %}
{% for c in adapter.get_columns_in_relation(relation) %}{{ log(name ~ ' ' ~ (c.name | lower) ~ ' ' ~ c.is_string() ~ ' ' ~ c.is_number(), info=true) }}{% endfor %}
{{ log('in query: ' ~ (get_columns_in_query('select * from ' ~ relation) | join(',') | lower), info=true) }}{% endfor %}
{{ log('gone: ' ~ (adapter.get_columns_in_relation(api.Relation.create(database=target.database, schema=target.schema, identifier='gone')) | length), info=true) }}{% endmacro %}`,
      });
      await project.ok('run');
      const said = (await project.logged('look')).map((line) => line.trim());
      for (const name of ['t', 'v'])
        for (const line of ['i False True', 's True False', 'f False True', 't False False'])
          expect(said).toContain(`${name} ${line}`);
      expect(said.filter((line) => /^[tv] n False /.test(line))).toHaveLength(2);
      expect(said.filter((line) => line === 'in query: i,s,n,f,t')).toHaveLength(2);
      expect(said).toContain('gone: 0');
    },
  },
};
