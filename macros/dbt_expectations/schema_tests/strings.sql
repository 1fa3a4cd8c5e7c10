{% test expect_column_value_lengths_to_be_between(model, column_name, min_value=none, max_value=none, row_condition=none, strictly=false) %}
  {%- set expected = dbt_expectations._between(dbt.length(column_name), min_value, max_value, strictly) -%}
  {{ dbt_expectations._failing_rows(model, expected, row_condition) }}
{% endtest %}

{% test expect_column_value_lengths_to_equal(model, column_name, value, row_condition=none) %}
  {{ dbt_expectations._failing_rows(model, dbt.length(column_name) ~ ' = ' ~ value, row_condition) }}
{% endtest %}

{% test expect_column_values_to_match_like_pattern(model, column_name, like_pattern, row_condition=none) %}
  {{ dbt_expectations._failing_like(model, column_name, [like_pattern], 'like', 'any', row_condition) }}
{% endtest %}

{% test expect_column_values_to_not_match_like_pattern(model, column_name, like_pattern, row_condition=none) %}
  {{ dbt_expectations._failing_like(model, column_name, [like_pattern], 'not like', 'any', row_condition) }}
{% endtest %}

{% test expect_column_values_to_match_like_pattern_list(model, column_name, like_pattern_list, match_on='any', row_condition=none) %}
  {{ dbt_expectations._failing_like(model, column_name, like_pattern_list, 'like', match_on, row_condition) }}
{% endtest %}

{% test expect_column_values_to_not_match_like_pattern_list(model, column_name, like_pattern_list, match_on='any', row_condition=none) %}
  {{ dbt_expectations._failing_like(model, column_name, like_pattern_list, 'not like', match_on, row_condition) }}
{% endtest %}

{% macro _failing_like(model, column_name, patterns, operator, match_on, row_condition) %}
  {%- set conditions = [] -%}
  {%- for pattern in patterns -%}
    {%- do conditions.append(column_name ~ ' ' ~ operator ~ ' ' ~ dbt_expectations._literal(pattern)) -%}
  {%- endfor -%}
  {{ dbt_expectations._failing_rows(model, dbt_expectations._any_or_all(conditions, match_on), row_condition) }}
{% endmacro %}

{% test expect_column_values_to_match_regex(model, column_name, regex, row_condition=none, is_raw=false, flags='') %}
  {{ dbt_expectations._failing_regex(model, column_name, [regex], true, 'any', row_condition, is_raw, flags) }}
{% endtest %}

{% test expect_column_values_to_not_match_regex(model, column_name, regex, row_condition=none, is_raw=false, flags='') %}
  {{ dbt_expectations._failing_regex(model, column_name, [regex], false, 'any', row_condition, is_raw, flags) }}
{% endtest %}

{% test expect_column_values_to_match_regex_list(model, column_name, regex_list, match_on='any', row_condition=none, is_raw=false, flags='') %}
  {{ dbt_expectations._failing_regex(model, column_name, regex_list, true, match_on, row_condition, is_raw, flags) }}
{% endtest %}

{% test expect_column_values_to_not_match_regex_list(model, column_name, regex_list, match_on='any', row_condition=none, is_raw=false, flags='') %}
  {{ dbt_expectations._failing_regex(model, column_name, regex_list, false, match_on, row_condition, is_raw, flags) }}
{% endtest %}

{% macro _failing_regex(model, column_name, regexes, matches, match_on, row_condition, is_raw, flags) %}
  {%- set conditions = [] -%}
  {%- for regex in regexes -%}
    {%- set condition = dbt_expectations._matches(column_name, regex, is_raw, flags) -%}
    {%- do conditions.append(condition if matches else 'not (' ~ condition ~ ')') -%}
  {%- endfor -%}
  {{ dbt_expectations._failing_rows(model, dbt_expectations._any_or_all(conditions, match_on), row_condition) }}
{% endmacro %}
