{# Macros that ask the database and answer values. While a project is parsed nothing is asked: they answer their default. #}

{# The values of a column, each once, the most frequent first. #}
{% macro get_column_values(table, column, order_by='count(*) desc', max_records=none, default=none, where=none) -%}
  {{ return(adapter.dispatch('get_column_values', 'dbt_utils')(table, column, order_by, max_records, default, where)) }}
{%- endmacro %}

{% macro default__get_column_values(
  table, column, order_by='count(*) desc', max_records=none, default=none, where=none
) -%}
  {%- if not execute -%}{{ return(default or []) }}{%- endif -%}
  {%- do dbt_utils._is_relation(table, 'get_column_values') -%}
  {%- do dbt_utils._is_ephemeral(table, 'get_column_values') -%}
  {%- if load_relation(table) is none -%}
    {%- if default is none -%}
      {{ exceptions.raise_compiler_error(
        'get_column_values: there is no ' ~ table ~ '. Build it first, or say by default=[…] what to take until then.'
      ) }}
    {%- endif -%}
    {%- do log('get_column_values: there is no ' ~ table ~ ', its default is taken', info=False) -%}
    {{ return(default) }}
  {%- endif -%}
  {%- set query %}
    select {{ column }} as value
    from {{ table }}
    {%- if where is not none %}
    where {{ where }}
    {%- endif %}
    group by {{ column }}
    order by {{ order_by }}
    {%- if max_records is not none %}
    limit {{ max_records }}
    {%- endif %}
  {%- endset -%}
  {{ return(run_query(query).columns[0].values() | list) }}
{%- endmacro %}


{# The values of each column of a query's answer, by the names of the columns. #}
{% macro get_query_results_as_dict(query) %}
  {{ return(adapter.dispatch('get_query_results_as_dict', 'dbt_utils')(query)) }}
{% endmacro %}

{% macro default__get_query_results_as_dict(query) %}
  {%- set values = {} -%}
  {%- if execute -%}
    {%- for column in run_query(query).columns %}{% do values.update({column.name: column.values()}) %}{% endfor -%}
  {%- endif -%}
  {{ return(values) }}
{% endmacro %}


{# The first value of the first row of a query's answer; without a row the default. #}
{% macro get_single_value(query, default=none) %}
  {{ return(adapter.dispatch('get_single_value', 'dbt_utils')(query, default)) }}
{% endmacro %}

{% macro default__get_single_value(query, default=none) %}
  {%- if not execute -%}{{ return(default) }}{%- endif -%}
  {%- set answer = run_query(query) -%}
  {{ return(answer.rows[0][0] if answer.rows | length > 0 else default) }}
{% endmacro %}
