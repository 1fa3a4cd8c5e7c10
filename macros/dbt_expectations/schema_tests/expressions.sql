{# Tests of any expression: of rows, or of an aggregate over all rows or groups of them. #}

{% test expression_is_true(model, expression, test_condition='= true', group_by_columns=none, row_condition=none) %}
  {{ dbt_expectations.expression_is_true(model, expression, test_condition, group_by_columns, row_condition) }}
{% endtest %}

{% macro expression_is_true(model, expression, test_condition='= true', group_by_columns=none, row_condition=none) %}
  {{ adapter.dispatch('expression_is_true', 'dbt_expectations')(model, expression, test_condition, group_by_columns, row_condition) }}
{% endmacro %}

{% macro default__expression_is_true(model, expression, test_condition, group_by_columns, row_condition) %}
  {{ dbt_expectations._failing_measure(model, expression, 'measured ' ~ test_condition, group_by_columns, row_condition) }}
{% endmacro %}

{% test expression_between(model, expression, min_value=none, max_value=none, group_by_columns=none, row_condition=none, strictly=false) %}
  {{ dbt_expectations.expression_between(model, expression, min_value, max_value, group_by_columns, row_condition, strictly) }}
{% endtest %}

{% macro expression_between(model, expression, min_value=none, max_value=none, group_by_columns=none, row_condition=none, strictly=false) %}
  {%- set expected = dbt_expectations._between('measured', min_value, max_value, strictly) -%}
  {{ dbt_expectations._failing_measure(model, expression, expected, group_by_columns, row_condition) }}
{% endmacro %}

{% test equal_expression(
  model, expression, compare_model=none, compare_expression=none, group_by=none, compare_group_by=none,
  row_condition=none, compare_row_condition=none, tolerance=0.0, tolerance_percent=none
) %}
  {{ adapter.dispatch('test_equal_expression', 'dbt_expectations')(
    model, expression, compare_model, compare_expression, group_by, compare_group_by, row_condition, compare_row_condition, tolerance, tolerance_percent
  ) }}
{% endtest %}

{% macro default__test_equal_expression(
  model, expression, compare_model, compare_expression, group_by, compare_group_by, row_condition, compare_row_condition, tolerance, tolerance_percent
) %}
  {{ dbt_expectations._failing_comparison(
    model, expression, compare_model, compare_expression, group_by, compare_group_by, row_condition, compare_row_condition, tolerance, tolerance_percent
  ) }}
{% endmacro %}

{# An expression over a model and one over another (or the same), of all rows or group by group; what is missing on a side is 0 there. #}
{% macro _failing_comparison(
  model, expression, compare_model=none, compare_expression=none, group_by=none, compare_group_by=none,
  row_condition=none, compare_row_condition=none, tolerance=0.0, tolerance_percent=none
) %}
  {%- set own_groups = dbt_expectations._columns_of_groups(group_by) -%}
  {%- set other_groups = dbt_expectations._columns_of_groups(compare_group_by or group_by) -%}
  {%- if own_groups | length != other_groups | length -%}
    {{ exceptions.raise_compiler_error('group_by and compare_group_by must be as many columns') }}
  {%- endif -%}
with own_side as (
    {{ dbt_expectations.get_select(model, expression, row_condition, group_by) }}
),

other_side as (
    {{ dbt_expectations.get_select(
      compare_model or model, compare_expression or expression, compare_row_condition, compare_group_by or group_by
    ) }}
),

compared as (
    select
      {%- for group in own_groups %}
        coalesce(own_side.{{ group.name }}, other_side.{{ other_groups[loop.index0].name }}) as {{ group.name }},
      {%- endfor %}
        own_side.expression,
        other_side.expression as compare_expression,
        abs(coalesce(own_side.expression, 0) - coalesce(other_side.expression, 0)) as expression_difference
    from own_side
  {%- if own_groups %}
    full outer join other_side
    on {% for group in own_groups -%}
        own_side.{{ group.name }} = other_side.{{ other_groups[loop.index0].name }}{{ ' and ' if not loop.last }}
      {%- endfor %}
  {%- else %}
    cross join other_side
  {%- endif %}
)

select *
from compared
where
  {%- if tolerance_percent %}
    expression_difference / nullif(expression * 1.0, 0) > {{ tolerance_percent }}
  {%- else %}
    expression_difference > {{ tolerance }}
  {%- endif %}
{% endmacro %}
