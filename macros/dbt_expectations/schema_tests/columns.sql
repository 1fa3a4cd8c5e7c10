{# Which columns there are. They are asked for when a test is compiled; names are compared without case. #}

{% test expect_column_to_exist(model, column_name, column_index=none, transform='upper') %}
  {%- set found = [] -%}
  {%- if execute -%}
    {%- set columns = dbt_expectations._get_column_list(model, transform) -%}
    {%- set wanted = dbt_expectations._changed([column_name], transform)[0] -%}
    {%- set here = wanted in columns if column_index is none else columns[column_index - 1: column_index] == [wanted] -%}
    {%- if not here -%}{%- do found.append([column_name]) -%}{%- endif -%}
  {%- endif -%}
  {{ dbt_expectations._found(['missing_column'], found) }}
{% endtest %}

{% test expect_table_column_count_to_be_between(model, min_value=none, max_value=none) %}
  {{ dbt_expectations._failing_column_count(model, dbt_expectations._between('measured', min_value, max_value, false)) }}
{% endtest %}

{% test expect_table_column_count_to_equal(model, value) %}
  {{ dbt_expectations._failing_column_count(model, 'measured = ' ~ value) }}
{% endtest %}

{% test expect_table_column_count_to_equal_other_table(model, compare_model) %}
  {%- set number = dbt_expectations._columns(compare_model) | length if execute else 0 -%}
  {{ dbt_expectations._failing_column_count(model, 'measured = ' ~ number) }}
{% endtest %}

{% macro _failing_column_count(model, expected) %}
select *
from (select {{ dbt_expectations._columns(model) | length if execute else 0 }} as measured) as column_count
where not ({{ expected }})
{% endmacro %}

{% test expect_table_columns_to_contain_set(model, column_list, transform='upper') %}
  {{ dbt_expectations._failing_columns(model, column_list, transform, ['missing']) }}
{% endtest %}

{% test expect_table_columns_to_not_contain_set(model, column_list, transform='upper') %}
  {{ dbt_expectations._failing_columns(model, column_list, transform, ['not expected']) }}
{% endtest %}

{% test expect_table_columns_to_match_set(model, column_list, transform='upper') %}
  {{ dbt_expectations._failing_columns(model, column_list, transform, ['missing', 'further']) }}
{% endtest %}

{# A row for each column that is missing, further, or there though it should not be. #}
{% macro _failing_columns(model, column_list, transform, problems) %}
  {%- set found = [] -%}
  {%- if execute -%}
    {%- set columns = dbt_expectations._get_column_list(model, transform) -%}
    {%- set wanted = dbt_expectations._changed(column_list, transform) | unique | list -%}
    {%- for name in wanted if 'missing' in problems and name not in columns -%}{%- do found.append([name, 'missing']) -%}{%- endfor -%}
    {%- for name in columns if 'further' in problems and name not in wanted -%}{%- do found.append([name, 'further']) -%}{%- endfor -%}
    {%- for name in columns if 'not expected' in problems and name in wanted -%}{%- do found.append([name, 'not expected']) -%}{%- endfor -%}
  {%- endif -%}
  {{ dbt_expectations._found(['column_name', 'problem'], found) }}
{% endmacro %}

{# A row for each place where the lists differ. #}
{% test expect_table_columns_to_match_ordered_list(model, column_list, transform='upper') %}
  {%- set found = [] -%}
  {%- if execute -%}
    {%- set columns = dbt_expectations._get_column_list(model, transform) -%}
    {%- set wanted = dbt_expectations._changed(column_list, transform) -%}
    {%- for index in range([columns | length, wanted | length] | max) if columns[index: index + 1] != wanted[index: index + 1] -%}
      {%- do found.append([(index + 1) | string, columns[index: index + 1] | join, wanted[index: index + 1] | join]) -%}
    {%- endfor -%}
  {%- endif -%}
  {{ dbt_expectations._found(['place', 'column_name', 'expected_name'], found) }}
{% endtest %}
