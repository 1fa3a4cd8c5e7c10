{# Contracts: the columns that YAML promises against the columns that the query has. #}

{% macro get_table_columns_and_constraints() -%}
  {{ adapter.dispatch('get_table_columns_and_constraints', 'dbt')() }}
{%- endmacro %}

{% macro default__get_table_columns_and_constraints() -%}
  {{ return(table_columns_and_constraints()) }}
{%- endmacro %}

{# The parenthesised list of a `create table`. #}
{% macro table_columns_and_constraints() %}
  {%- set column_lines = adapter.render_raw_columns_constraints(raw_columns=model['columns']) -%}
  {%- set table_lines = adapter.render_raw_model_constraints(raw_constraints=model['constraints']) %}
  (
    {{ (column_lines + table_lines) | join(',\n    ') }}
  )
{% endmacro %}


{# Raises where the query does not fulfil the contract; writes nothing otherwise. #}
{%- macro get_assert_columns_equivalent(sql) -%}
  {{ adapter.dispatch('get_assert_columns_equivalent', 'dbt')(sql) }}
{%- endmacro -%}

{% macro default__get_assert_columns_equivalent(sql) -%}
  {{ return(assert_columns_equivalent(sql)) }}
{%- endmacro %}

{# Names and types must agree, in any order. The database itself says what type the promised one is (int → INTEGER). #}
{% macro assert_columns_equivalent(sql) %}
  {%- set promised = model['columns'] -%}
  {%- if not promised -%}
    {{ exceptions.raise_contract_error([], []) }}
  {%- endif -%}

  {%- set header = config.get('sql_header', none) -%}
  {%- set found = format_columns(get_column_schema_from_query(sql, header)) -%}
  {%- set expected = format_columns(get_column_schema_from_query(get_empty_schema_sql(promised))) -%}

  {%- set found_texts = found | map(attribute='formatted') | list -%}
  {%- set expected_texts = expected | map(attribute='formatted') | list -%}
  {%- if (found_texts | sort) != (expected_texts | sort) -%}
    {%- do exceptions.raise_contract_error(expected, found) -%}
  {%- endif -%}
{% endmacro %}


{% macro format_columns(columns) %}
  {% set formatted = [] %}
  {% for column in columns %}
    {% do formatted.append(adapter.dispatch('format_column', 'dbt')(column)) %}
  {% endfor %}
  {{ return(formatted) }}
{% endmacro %}

{% macro default__format_column(column) -%}
  {%- set name = column.column -%}
  {{ return({'name': name, 'data_type': column.dtype, 'formatted': name | lower ~ ' ' ~ column.dtype}) }}
{%- endmacro %}
