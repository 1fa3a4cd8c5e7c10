{# Aggregates of a column between two values, over all rows or group by group. #}

{% test expect_column_max_to_be_between(model, column_name, min_value=none, max_value=none, group_by=none, row_condition=none, strictly=false) %}
  {{ dbt_expectations.expression_between(model, 'max(' ~ column_name ~ ')', min_value, max_value, group_by, row_condition, strictly) }}
{% endtest %}

{% test expect_column_min_to_be_between(model, column_name, min_value=none, max_value=none, group_by=none, row_condition=none, strictly=false) %}
  {{ dbt_expectations.expression_between(model, 'min(' ~ column_name ~ ')', min_value, max_value, group_by, row_condition, strictly) }}
{% endtest %}

{% test expect_column_mean_to_be_between(model, column_name, min_value=none, max_value=none, group_by=none, row_condition=none, strictly=false) %}
  {{ dbt_expectations.expression_between(model, 'avg(' ~ column_name ~ ')', min_value, max_value, group_by, row_condition, strictly) }}
{% endtest %}

{% test expect_column_sum_to_be_between(model, column_name, min_value=none, max_value=none, group_by=none, row_condition=none, strictly=false) %}
  {{ dbt_expectations.expression_between(model, 'sum(' ~ column_name ~ ')', min_value, max_value, group_by, row_condition, strictly) }}
{% endtest %}

{% test expect_column_stdev_to_be_between(model, column_name, min_value=none, max_value=none, group_by=none, row_condition=none, strictly=false) %}
  {{ adapter.dispatch('test_expect_column_stdev_to_be_between', 'dbt_expectations')(
    model, column_name, min_value, max_value, group_by, row_condition, strictly
  ) }}
{% endtest %}

{% macro default__test_expect_column_stdev_to_be_between(model, column_name, min_value, max_value, group_by, row_condition, strictly) %}
  {{ dbt_expectations.expression_between(model, 'stddev_samp(' ~ column_name ~ ')', min_value, max_value, group_by, row_condition, strictly) }}
{% endmacro %}

{% test expect_column_unique_value_count_to_be_between(model, column_name, min_value=none, max_value=none, group_by=none, row_condition=none, strictly=false) %}
  {%- set measure = 'count(distinct ' ~ column_name ~ ')' -%}
  {{ dbt_expectations.expression_between(model, measure, min_value, max_value, group_by, row_condition, strictly) }}
{% endtest %}

{% test expect_column_proportion_of_unique_values_to_be_between(
  model, column_name, min_value=none, max_value=none, group_by=none, row_condition=none, strictly=false
) %}
  {%- set measure = 'count(distinct ' ~ column_name ~ ') * 1.0 / nullif(count(' ~ column_name ~ '), 0)' -%}
  {{ dbt_expectations.expression_between(model, measure, min_value, max_value, group_by, row_condition, strictly) }}
{% endtest %}

{% test expect_column_median_to_be_between(model, column_name, min_value=none, max_value=none, group_by=none, row_condition=none, strictly=false) %}
  {{ dbt_expectations._quantile_between(model, column_name, 0.5, min_value, max_value, group_by, row_condition, strictly) }}
{% endtest %}

{% test expect_column_quantile_values_to_be_between(
  model, column_name, quantile, min_value=none, max_value=none, group_by=none, row_condition=none, strictly=false
) %}
  {{ dbt_expectations._quantile_between(model, column_name, quantile, min_value, max_value, group_by, row_condition, strictly) }}
{% endtest %}

{% macro _quantile_between(model, column_name, quantile, min_value, max_value, group_by, row_condition, strictly) %}
  {{ adapter.dispatch('_quantile_between', 'dbt_expectations')(
    model, column_name, quantile, min_value, max_value, group_by, row_condition, strictly
  ) }}
{% endmacro %}

{% macro default___quantile_between(model, column_name, quantile, min_value, max_value, group_by, row_condition, strictly) %}
  {%- set measure = dbt_expectations.percentile_cont(column_name, quantile) -%}
  {{ dbt_expectations.expression_between(model, measure, min_value, max_value, group_by, row_condition, strictly) }}
{% endmacro %}

{# It is the same in all rows of a group there. #}
{% macro bigquery___quantile_between(model, column_name, quantile, min_value, max_value, group_by, row_condition, strictly) %}
  {%- set groups = dbt_expectations._columns_of_groups(group_by) | map(attribute='expression') | join(', ') -%}
  {%- set rows -%}
    (
      select *, {{ dbt_expectations.percentile_cont(column_name, quantile, groups) }} as quantile_of_group
      from {{ model }}
      {{ 'where ' ~ row_condition if row_condition }}
    )
  {%- endset -%}
  {{ dbt_expectations.expression_between(rows, 'max(quantile_of_group)', min_value, max_value, group_by, none, strictly) }}
{% endmacro %}

{# How many different values there are. #}

{% test expect_column_distinct_count_to_equal(model, column_name, value, quote_values=true, group_by=none, row_condition=none) %}
  {{ dbt_expectations._failing_measure(model, 'count(distinct ' ~ column_name ~ ')', 'measured = ' ~ value, group_by, row_condition) }}
{% endtest %}

{% test expect_column_distinct_count_to_be_greater_than(model, column_name, value, quote_values=true, group_by=none, row_condition=none) %}
  {{ dbt_expectations._failing_measure(model, 'count(distinct ' ~ column_name ~ ')', 'measured > ' ~ value, group_by, row_condition) }}
{% endtest %}

{% test expect_column_distinct_count_to_be_less_than(model, column_name, value, quote_values=true, group_by=none, row_condition=none) %}
  {{ dbt_expectations._failing_measure(model, 'count(distinct ' ~ column_name ~ ')', 'measured < ' ~ value, group_by, row_condition) }}
{% endtest %}

{% test expect_column_distinct_count_to_equal_other_table(
  model, column_name, compare_model=none, compare_column_name=none, row_condition=none, compare_row_condition=none
) %}
  {%- set compared = 'count(distinct ' ~ (compare_column_name or column_name) ~ ')' -%}
  {{ dbt_expectations._failing_comparison(
    model, 'count(distinct ' ~ column_name ~ ')', compare_model, compared,
    row_condition=row_condition, compare_row_condition=compare_row_condition
  ) }}
{% endtest %}
