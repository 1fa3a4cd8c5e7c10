{# Rows of unit tests as SQL. #}

{#
  The query that stands in for an input. Columns that a row does not mention are null. Without types, those of the existing
  relation are used (of the deferred one where this one was never built).
#}
{% macro get_fixture_sql(rows, column_name_to_data_types) %}
  {%- set quoted = {} -%}
  {%- if not column_name_to_data_types -%}
    {%- set column_name_to_data_types = {} -%}
    {%- set relation = load_relation(this) or (load_relation(defer_relation) if defer_relation) -%}
    {%- if not relation -%}
      {{ exceptions.raise_compiler_error(
        'Not able to get columns for unit test \'' ~ model.name ~ '\' from relation ' ~ this ~ " because the relation doesn't exist"
      ) }}
    {%- endif -%}
    {%- for column in adapter.get_columns_in_relation(relation) -%}
      {%- do column_name_to_data_types.update({column.name | lower: column.data_type}) -%}
      {%- do quoted.update({column.name | lower: column.quoted}) -%}
    {%- endfor -%}
    {%- if not column_name_to_data_types -%}
      {{ exceptions.raise_compiler_error("cannot get columns from relation '" ~ relation ~ "'") }}
    {%- endif -%}
  {%- endif -%}

  {%- set nulls = {} -%}
  {%- for name, type in column_name_to_data_types.items() -%}
    {%- do nulls.update({name: 'cast(null as ' ~ type ~ ')'}) -%}
    {%- do quoted.setdefault(name, adapter.quote(name)) -%}
  {%- endfor -%}
  {{ validate_fixture_rows(rows, 0) }}

-- Fixture for {{ model.name }}
  {% for row in rows -%}
    {%- set cells = nulls.copy() -%}
    {%- do cells.update(format_row(row, column_name_to_data_types)) -%}
    select {{ fixture_columns(cells, quoted) }}
    {%- if not loop.last %}
    union all
    {% endif -%}
  {%- else -%}
    select {{ fixture_columns(nulls, quoted) }}
    limit 0
  {%- endfor -%}
{% endmacro %}


{# The query of the expected rows; of no rows where none are expected. #}
{% macro get_expected_sql(rows, column_name_to_data_types, column_name_to_quoted) %}
  {%- for row in rows or [] -%}
    select {{ fixture_columns(format_row(row, column_name_to_data_types), column_name_to_quoted) }}
    {%- if not loop.last %}
    union all
    {% endif -%}
  {%- else -%}
    select * from dbt_internal_unit_test_actual
    limit 0
  {%- endfor -%}
{% endmacro %}

{% macro fixture_columns(cells, quoted) -%}
  {%- for name, value in cells.items() -%}
    {{ value }} as {{ quoted[name] }}{{ ', ' if not loop.last }}
  {%- endfor -%}
{%- endmacro %}


{# {column: SQL of its value}, names in lower case. #}
{%- macro format_row(row, column_name_to_data_types) -%}
  {%- set cells = {} -%}
  {%- for name, value in row.items() -%}
    {%- set column = name | lower -%}
    {%- if column not in column_name_to_data_types -%}
      {%- set fixture = "expected output" if model.resource_type == 'unit_test' else "'" ~ model.name ~ "'" -%}
      {{ exceptions.raise_compiler_error(
        "Invalid column name: '" ~ name ~ "' in unit test fixture for " ~ fixture ~ "."
        ~ "\nAccepted columns for " ~ fixture ~ " are: " ~ (column_name_to_data_types.keys() | list)
      ) }}
    {%- endif -%}

    {%- set type = column_name_to_data_types[column] -%}
    {# A string is not cut to the size that the column has. #}
    {%- if value is string and (type | lower).startswith('character varying') -%}
      {%- set type = 'character varying' -%}
    {%- endif -%}

    {%- if value is none -%}
      {%- set literal = 'null' -%}
    {%- elif value is string -%}
      {%- set literal = dbt.string_literal(dbt.escape_single_quotes(value)) -%}
    {%- elif value is number or value is boolean or value is mapping or value is sequence -%}
      {%- set literal = value -%}
    {%- else -%}
      {# Dates and times, which YAML knows. #}
      {%- set literal = dbt.string_literal(value) -%}
    {%- endif -%}
    {%- do cells.update({column: dbt.safe_cast(literal, type)}) -%}
  {%- endfor -%}
  {{ return(cells) }}
{%- endmacro -%}


{# For adapters that ask more of fixtures than one value a column. #}
{%- macro validate_fixture_rows(rows, row_number) -%}
  {{ return(adapter.dispatch('validate_fixture_rows', 'dbt')(rows, row_number)) }}
{%- endmacro -%}

{%- macro default__validate_fixture_rows(rows, row_number) -%}
{%- endmacro -%}
