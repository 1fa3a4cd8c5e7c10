{#
  `create table as` takes no types and no constraints: with a contract the table is created first and filled then. `unlogged` tables
  are not written to the log, and empty after a crash.
#}
{% macro postgres__create_table_as(temporary, relation, sql) -%}
  {%- set contracted = config.get('contract').enforced -%}
  {%- set kind = 'temporary ' if temporary else 'unlogged ' if config.get('unlogged', default=false) else '' -%}
  {{ sql_header_of_model() }}
  {% if contracted -%}
    {{ get_assert_columns_equivalent(sql) }}
  {%- endif %}
  {% if contracted and not temporary -%}
  create {{ kind }}table {{ relation }}
  {{ get_table_columns_and_constraints() }};
  insert into {{ relation }} (
    {{ adapter.dispatch('get_column_names', 'dbt')() }}
  )
  (
    {{ get_select_subquery(sql) }}
  );
  {%- else -%}
  create {{ kind }}table {{ relation }}
  as (
    {{ sql }}
  );
  {%- endif %}
{%- endmacro %}


{# A table that goes with the transaction; where every statement commits by itself it would go at once. #}
{% macro postgres__get_create_staging_table_as_sql(relation, sql) -%}
  {{ sql_header_of_model() }}
  create temporary table {{ relation }}
  {{ 'on commit drop' if not target.get('autocommit') }}
  as (
    {{ sql }}
  );
{%- endmacro %}


{% macro postgres__get_rename_table_sql(relation, new_name) -%}
  alter table {{ relation.render() }} rename to {{ adapter.quote(new_name) }}
{%- endmacro %}
