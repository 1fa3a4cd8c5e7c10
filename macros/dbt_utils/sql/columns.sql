{# The names of a relation's columns but some, in whatever case these are written. #}
{% macro get_filtered_columns_in_relation(from, except=[]) -%}
  {{ return(adapter.dispatch('get_filtered_columns_in_relation', 'dbt_utils')(from, except)) }}
{%- endmacro %}

{% macro default__get_filtered_columns_in_relation(from, except=[]) -%}
  {%- do dbt_utils._is_relation(from, 'get_filtered_columns_in_relation') -%}
  {%- do dbt_utils._is_ephemeral(from, 'get_filtered_columns_in_relation') -%}
  {%- if not execute -%}{{ return([]) }}{%- endif -%}
  {%- set left_out = (except or []) | map('lower') | list -%}
  {%- set names = [] -%}
  {%- for column in adapter.get_columns_in_relation(from) if column.column | lower not in left_out -%}
    {%- do names.append(column.column) -%}
  {%- endfor -%}
  {{ return(names) }}
{%- endmacro %}


{# Columns as a SELECT list in which an empty text is null. #}
{% macro nullcheck(cols) %}
  {{ return(adapter.dispatch('nullcheck', 'dbt_utils')(cols)) }}
{% endmacro %}

{% macro default__nullcheck(cols) %}
  {%- for column in cols -%}
    {%- set name = column.name -%}
    {{ 'nullif(' ~ name ~ ", '') as " ~ name if column.is_string() else name }}
    {%- if not loop.last %}, {% endif -%}
  {%- endfor -%}
{% endmacro %}


{% macro nullcheck_table(relation) %}
  {{ return(adapter.dispatch('nullcheck_table', 'dbt_utils')(relation)) }}
{% endmacro %}

{% macro default__nullcheck_table(relation) %}
  {%- do dbt_utils._is_relation(relation, 'nullcheck_table') -%}
  {%- do dbt_utils._is_ephemeral(relation, 'nullcheck_table') -%}
  select {{ dbt_utils.nullcheck(adapter.get_columns_in_relation(relation)) }}
  from {{ relation }}
{% endmacro %}
