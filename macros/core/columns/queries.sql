{# Queries without rows, and what they tell about columns. #}

{% macro get_empty_subquery_sql(select_sql, select_sql_header=none) -%}
  {{ return(adapter.dispatch('get_empty_subquery_sql', 'dbt')(select_sql, select_sql_header)) }}
{%- endmacro %}

{% macro default__get_empty_subquery_sql(select_sql, select_sql_header=none) -%}
  {{ select_sql_header if select_sql_header is not none -}}
  select * from (
    {{ select_sql }}
  ) as __dbt_sbq
  where false
  limit 0
{% endmacro %}


{# A query with the columns that YAML promises: {name: {name, data_type, quote}}. #}
{% macro get_empty_schema_sql(columns) -%}
  {{ return(adapter.dispatch('get_empty_schema_sql', 'dbt')(columns)) }}
{%- endmacro %}

{% macro default__get_empty_schema_sql(columns) %}
  {%- set untyped = columns.values() | rejectattr('data_type') | map(attribute='name') | list -%}
  {%- if untyped -%}
    {{ exceptions.raise_compiler_error(
      'Contracted models require data_type to be defined for each column. '
      ~ 'Please ensure that the column name and data_type are defined within the YAML configuration for the '
      ~ untyped ~ ' column(s).'
    ) }}
  {%- endif -%}
  select
  {% for column in columns.values() %}
    {%- set name = adapter.quote(column['name']) if column.get('quote') else column['name'] -%}
    {{ cast('null', column['data_type']) }} as {{ name }}{{ ', ' if not loop.last }}
  {%- endfor -%}
{% endmacro %}


{# Columns of a query, with types, as the adapter finds them without reading rows. #}
{% macro get_column_schema_from_query(select_sql, select_sql_header=none) -%}
  {{ return(adapter.get_column_schema_from_query(get_empty_subquery_sql(select_sql, select_sql_header))) }}
{%- endmacro %}


{# Names of the columns of a query. #}
{% macro get_columns_in_query(select_sql) -%}
  {{ return(adapter.dispatch('get_columns_in_query', 'dbt')(select_sql)) }}
{%- endmacro %}

{% macro default__get_columns_in_query(select_sql) %}
  {% call statement('get_columns_in_query', fetch_result=True, auto_begin=False) -%}
    {{ get_empty_subquery_sql(select_sql) }}
  {%- endcall %}
  {{ return(load_result('get_columns_in_query').table.column_names | list) }}
{% endmacro %}
