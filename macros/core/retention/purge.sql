{#
  What `quern retention` asks and runs. `columns` are those whose newest row stays whatever its age: the retention's own and those of high-water marks,
  so that a purge never moves a mark back, and never empties a table that a next run would then fill again from the beginning.
#}

{# The condition of the rows that go: older than `cutoff`, and not the newest by any of `columns`. Rows without a date stay. #}
{% macro retention_condition(relation, column, cutoff, columns) -%}
  {{ column }} < {{ retention_value(relation, column, cutoff) }}
  {%- for each in columns %}
  and ({{ each }} is null or {{ each }} < {{ retention_newest(relation, column, each) }})
  {%- endfor %}
{%- endmacro %}

{# A day or time that is comparable with the column. #}
{% macro retention_value(relation, column, value) -%}
  {{ return(high_water_mark_value(value, '', high_water_mark_type(relation, column, ''))) }}
{%- endmacro %}

{# The greatest value of a column. `retained` is the column by which rows grow old. #}
{% macro retention_newest(relation, retained, column) -%}
  {{ return(adapter.dispatch('retention_newest', 'dbt')(relation, retained, column)) }}
{%- endmacro %}

{% macro default__retention_newest(relation, retained, column) -%}
  {{ return('(select max(' ~ column ~ ') from ' ~ relation ~ ')') }}
{%- endmacro %}

{# A condition that holds for every row: what a table that requires a filter on its partitions is read with. #}
{% macro retention_scope(relation, column) -%}
  {{ return(adapter.dispatch('retention_scope', 'dbt')(relation, column)) }}
{%- endmacro %}

{% macro default__retention_scope(relation, column) -%}
  {{ return('1 = 1') }}
{%- endmacro %}


{# {relation, condition, total, expired, dated, oldest, newest} of a table, or none if it is not there. Texts and numbers. #}
{% macro look_at_retention(relation, column, cutoff, columns) -%}
  {%- set existing = load_cached_relation(relation) -%}
  {%- if existing is none or not (existing.is_table or existing.type == 'table') -%}
    {{ return(none) }}
  {%- endif -%}
  {%- set condition = retention_condition(existing, column, cutoff, columns) -%}
  {%- set row = run_query(
    'select count(*), sum(case when ' ~ condition ~ ' then 1 else 0 end), sum(case when ' ~ column ~ ' < ' ~ retention_value(existing, column, cutoff)
    ~ ' then 1 else 0 end), count(' ~ column ~ '), cast(min(' ~ column ~ ') as ' ~ dbt.type_string() ~ '), cast(max(' ~ column ~ ') as ' ~ dbt.type_string()
    ~ ') from ' ~ existing ~ ' where ' ~ retention_scope(existing, column)
  ).rows[0] -%}
  {{ return({
    'relation': existing | string, 'condition': condition, 'total': row[0] | int, 'expired': (row[1] or 0) | int, 'older': (row[2] or 0) | int,
    'dated': row[3] | int, 'oldest': row[4], 'newest': row[5],
  }) }}
{%- endmacro %}

{% macro get_purge_rows_sql(relation, condition) -%}
  delete from {{ relation }} where {{ condition }}
{%- endmacro %}


{# What else the platform can be told about a relation's age: [{sql, says}] of what is not yet so. #}
{% macro get_retention_settings(relation, column, days, config) -%}
  {{ return(adapter.dispatch('get_retention_settings', 'dbt')(relation, column, days, config)) }}
{%- endmacro %}

{% macro default__get_retention_settings(relation, column, days, config) -%}
  {{ return([]) }}
{%- endmacro %}
