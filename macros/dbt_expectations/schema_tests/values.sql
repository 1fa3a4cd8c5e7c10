{# Missing values, unique values, ranges. #}

{% test expect_column_values_to_be_null(model, column_name, row_condition=none) %}
  {{ dbt_expectations._failing_rows(model, column_name ~ ' is null', row_condition) }}
{% endtest %}

{% test expect_column_values_to_not_be_null(model, column_name, row_condition=none) %}
  {{ dbt_expectations._failing_rows(model, column_name ~ ' is not null', row_condition) }}
{% endtest %}

{% test expect_column_values_to_be_unique(model, column_name, row_condition=none) %}
  {{ dbt_expectations.test_expect_compound_columns_to_be_unique(model, [column_name], row_condition=row_condition) }}
{% endtest %}

{% test expect_column_values_to_be_between(model, column_name, min_value=none, max_value=none, row_condition=none, strictly=false) %}
  {%- set expected = dbt_expectations._between(column_name, min_value, max_value, strictly) -%}
  {{ dbt_expectations._failing_rows(model, expected, row_condition) }}
{% endtest %}

{% test expect_column_values_to_be_increasing(model, column_name, sort_column=none, strictly=true, row_condition=none, group_by=none, step=none) %}
  {{ dbt_expectations._failing_order(model, column_name, sort_column, '>', strictly, row_condition, group_by, step) }}
{% endtest %}

{% test expect_column_values_to_be_decreasing(model, column_name, sort_column=none, strictly=true, row_condition=none, group_by=none, step=none) %}
  {{ dbt_expectations._failing_order(model, column_name, sort_column, '<', strictly, row_condition, group_by, step) }}
{% endtest %}

{# The rows that do not follow the row before them; by exactly one step where there is one. #}
{% macro _failing_order(model, column_name, sort_column, direction, strictly, row_condition, group_by, step) %}
  {%- set groups = dbt_expectations._columns_of_groups(group_by) | map(attribute='expression') | join(', ') -%}
with ordered_values as (
    select
        {{ sort_column or column_name }} as sort_column,
      {%- for group in dbt_expectations._columns_of_groups(group_by) %}
        {{ group.expression }} as {{ group.name }},
      {%- endfor %}
        {{ column_name }} as value_field,
        lag({{ column_name }}) over (
            {{ 'partition by ' ~ groups if groups }} order by {{ sort_column or column_name }}
        ) as value_field_before
    from {{ model }}
  {%- if row_condition %}
    where {{ row_condition }}
  {%- endif %}
)

select *
from ordered_values
where value_field_before is not null
  and not (
  {%- if step %}
    value_field - value_field_before = {{ step if direction == '>' else '-(' ~ step ~ ')' }}
  {%- else %}
    value_field {{ direction }}{{ '=' if not strictly }} value_field_before
  {%- endif %}
  )
{% endmacro %}

{# Values that differ in their case only: one row if there are any, or each of these values. #}
{% test expect_column_values_to_have_consistent_casing(model, column_name, display_inconsistent_columns=false) %}
with spellings as (
    select
        lower({{ column_name }}) as lower_case,
        count(distinct {{ column_name }}) as number_of_spellings
    from {{ model }}
    group by 1
)

  {% if display_inconsistent_columns %}
select *
from spellings
where number_of_spellings > 1
  {% else %}
select 1 as found
from spellings
having sum(number_of_spellings) > count(lower_case)
  {% endif %}
{% endtest %}
