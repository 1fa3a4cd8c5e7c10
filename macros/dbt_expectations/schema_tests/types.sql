{% test expect_column_values_to_be_of_type(model, column_name, column_type) %}
  {{ dbt_expectations._failing_types(model, column_name, [column_type]) }}
{% endtest %}

{% test expect_column_values_to_be_in_type_list(model, column_name, column_type_list) %}
  {{ dbt_expectations._failing_types(model, column_name, column_type_list) }}
{% endtest %}

{# The column with its type, if that is none of the list: names and types are compared without case. #}
{% macro _failing_types(model, column_name, column_type_list) %}
  {%- set found = [] -%}
  {%- if execute -%}
    {%- set wanted = column_type_list | map('upper') | map('trim') | list -%}
    {%- set name = column_name | upper | replace('"', '') | replace('`', '') -%}
    {%- for column in dbt_expectations._columns(model) if column.name | upper == name and column.dtype | upper not in wanted -%}
      {%- do found.append([column.name, column.dtype]) -%}
    {%- endfor -%}
  {%- endif -%}
  {{ dbt_expectations._found(['relation_column', 'relation_column_type'], found) }}
{% endmacro %}
