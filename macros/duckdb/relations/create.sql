{#
  SQL that creates relations. `or replace`, so that a reader sees the old or the new one, nothing is left behind by an
  interrupted run, and no names have to be swapped.
#}

{# A contract asks for a table of its columns and constraints first: `create table as` takes none. #}
{% macro duckdb__create_table_as(temporary, relation, compiled_code, language='sql') -%}
  {%- if language == 'python' -%}
    {{ py_write_table(temporary, relation, compiled_code) }}
  {%- elif language == 'sql' -%}
    {%- set name = relation.include(database=(not temporary), schema=(not temporary)) -%}
    {%- set contracted = config.get('contract').enforced -%}
    {{ sql_header_of_model() }}
    {{ get_assert_columns_equivalent(compiled_code) if contracted }}
    {% if contracted and not temporary -%}
    create {% if load_cached_relation(relation) is not none %}or replace {% endif %}table {{ name }}
      {{ get_table_columns_and_constraints() }};
    insert into {{ name }} ({{ default__get_column_names() }}) (
      {{ get_select_subquery(compiled_code) }}
    );
    {%- else -%}
    create or replace {% if temporary %}temporary {% endif %}table {{ name }}
    as (
      {{ compiled_code }}
    );
    {%- endif -%}
  {%- else -%}
    {% do exceptions.raise_compiler_error("duckdb__create_table_as macro didn't get supported language, it got " ~ language) %}
  {%- endif -%}
{%- endmacro %}


{% macro duckdb__create_view_as(relation, sql) -%}
  {{ sql_header_of_model() }}
  {{ get_assert_columns_equivalent(sql) if config.get('contract').enforced }}
  create or replace view {{ relation }} as (
    {{ sql }}
  );
{%- endmacro %}


{#
  A temporary table of the session: in no schema, and in the transaction like everything else. The time keeps apart those of
  models of one name in several schemas.
#}
{% macro duckdb__make_temp_relation(base_relation, suffix) %}
  {%- set batch = adapter.batch_id_for_model(model) if model and model.batch else '' -%}
  {%- set identifier = base_relation.identifier ~ suffix ~ ('_' ~ batch if batch) ~ py_current_timestring() -%}
  {% do return(base_relation.incorporate(type='table', path={'identifier': identifier, 'schema': none, 'database': none})) %}
{% endmacro %}
