{# The number of rows. #}

{% test expect_table_row_count_to_be_between(model, min_value=none, max_value=none, group_by=none, row_condition=none, strictly=false) %}
  {{ adapter.dispatch('test_expect_table_row_count_to_be_between', 'dbt_expectations')(
    model, min_value, max_value, group_by, row_condition, strictly
  ) }}
{% endtest %}

{% macro default__test_expect_table_row_count_to_be_between(model, min_value, max_value, group_by, row_condition, strictly) %}
  {{ dbt_expectations.expression_between(model, 'count(*)', min_value, max_value, group_by, row_condition, strictly) }}
{% endmacro %}

{% test expect_table_row_count_to_equal(model, value, group_by=none, row_condition=none) %}
  {{ adapter.dispatch('test_expect_table_row_count_to_equal', 'dbt_expectations')(model, value, group_by, row_condition) }}
{% endtest %}

{% macro default__test_expect_table_row_count_to_equal(model, value, group_by, row_condition) %}
  {{ dbt_expectations._failing_measure(model, 'count(*)', 'measured = ' ~ value, group_by, row_condition) }}
{% endmacro %}

{% test expect_table_row_count_to_equal_other_table(
  model, compare_model, group_by=none, compare_group_by=none, factor=1, row_condition=none, compare_row_condition=none
) %}
  {{ adapter.dispatch('test_expect_table_row_count_to_equal_other_table', 'dbt_expectations')(
    model, compare_model, group_by, compare_group_by, factor, row_condition, compare_row_condition
  ) }}
{% endtest %}

{% macro default__test_expect_table_row_count_to_equal_other_table(
  model, compare_model, group_by, compare_group_by, factor, row_condition, compare_row_condition
) %}
  {{ dbt_expectations._failing_comparison(
    model, 'count(*)', compare_model, 'count(*) * ' ~ factor, group_by, compare_group_by, row_condition, compare_row_condition
  ) }}
{% endmacro %}

{% test expect_table_row_count_to_equal_other_table_times_factor(
  model, compare_model, factor, group_by=none, compare_group_by=none, row_condition=none, compare_row_condition=none
) %}
  {{ adapter.dispatch('test_expect_table_row_count_to_equal_other_table_times_factor', 'dbt_expectations')(
    model, compare_model, factor, group_by, compare_group_by, row_condition, compare_row_condition
  ) }}
{% endtest %}

{% macro default__test_expect_table_row_count_to_equal_other_table_times_factor(
  model, compare_model, factor, group_by, compare_group_by, row_condition, compare_row_condition
) %}
  {{ dbt_expectations._failing_comparison(
    model, 'count(*)', compare_model, 'count(*) * ' ~ factor, group_by, compare_group_by, row_condition, compare_row_condition
  ) }}
{% endmacro %}

{% test expect_table_aggregation_to_equal_other_table(
  model, expression, compare_model, compare_expression=none, group_by=none, compare_group_by=none,
  row_condition=none, compare_row_condition=none, tolerance=0.0, tolerance_percent=none
) %}
  {{ dbt_expectations._failing_comparison(
    model, expression, compare_model, compare_expression, group_by, compare_group_by, row_condition, compare_row_condition, tolerance, tolerance_percent
  ) }}
{% endtest %}
