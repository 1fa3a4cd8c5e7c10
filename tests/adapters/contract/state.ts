import { expect } from 'vitest';
import type { Topic } from './topic.js';

const MACRO = `{% macro note(thing) %}
{% set found = quern_state_found('things') %}
{{ log('found ' ~ (found is not none), info=true) }}
{% if thing %}
  {% set things = quern_state_table('things', {'name': 'string', 'noted_at': 'timestamp', 'n': 'int', 'big': 'bigint', 'f': 'float', 'ok': 'boolean', 'd': 'numeric'}) %}
  {% do quern_state_write("insert into " ~ things ~ " (name, n) values ('" ~ thing ~ "', 1)") %}
{% endif %}
{% if quern_state_found('things') is not none %}
  {{ log('rows ' ~ run_query('select * from ' ~ quern_state_found('things')).rows | length, info=true) }}
{% endif %}
{% endmacro %}`;

export const state: Topic = {
  title: "quern's own tables",
  cases: {
    'are made by the first write, in a schema of their own': async (project) => {
      project.write({ 'macros/note.sql': MACRO });
      expect(await project.logged('note', { thing: '' })).toEqual(['found False']);
      expect(await project.logged('note', { thing: 'a' })).toEqual(['found False', 'rows 1']);
      expect(await project.logged('note', { thing: 'b' })).toEqual(['found True', 'rows 2']);
      expect(await project.relations()).toEqual({});
    },
    'are where the project says': async (project) => {
      project.write({
        'macros/note.sql': MACRO,
        'macros/place.sql': '{% macro quern_state_schema() %}{{ return(target.schema) }}{% endmacro %}',
      });
      await project.logged('note', { thing: 'a' });
      expect(await project.relations()).toEqual({ things: 'table' });
    },
  },
};
