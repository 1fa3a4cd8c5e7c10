{% test expect_column_pair_values_A_to_be_greater_than_B(model, column_A, column_B, or_equal=false, row_condition=none) %}
  {{ dbt_expectations._failing_rows(model, column_A ~ ' >' ~ ('=' if or_equal else '') ~ ' ' ~ column_B, row_condition) }}
{% endtest %}

{% test expect_column_pair_values_to_be_equal(model, column_A, column_B, row_condition=none) %}
  {{ dbt_expectations._failing_rows(model, column_A ~ ' = ' ~ column_B, row_condition) }}
{% endtest %}

{% test expect_column_pair_values_to_be_in_set(model, column_A, column_B, value_pairs_set, row_condition=none) %}
  {%- set pairs = [] -%}
  {%- for pair in value_pairs_set -%}
    {%- do pairs.append('(' ~ column_A ~ ' = ' ~ pair[0] ~ ' and ' ~ column_B ~ ' = ' ~ pair[1] ~ ')') -%}
  {%- endfor -%}
  {{ dbt_expectations._failing_rows(model, pairs | join(' or '), row_condition) }}
{% endtest %}

{% test expect_multicolumn_sum_to_equal(model, column_list, sum_total, group_by=none, row_condition=none) %}
  {%- set sums = [] -%}
  {%- for column in column_list -%}{%- do sums.append('sum(' ~ column ~ ')') -%}{%- endfor -%}
  {%- set total = 'sum(' ~ sum_total ~ ')' if sum_total is string else sum_total -%}
  {{ dbt_expectations._failing_measure(model, sums | join(' + ') ~ ' - (' ~ total ~ ')', 'measured = 0', group_by, row_condition) }}
{% endtest %}

{# Each combination that stands in more than one row, with the number of its rows. #}
{% test expect_compound_columns_to_be_unique(
  model, column_list, quote_columns=false, ignore_row_if='all_values_are_missing', row_condition=none
) %}
  {%- set columns = dbt_expectations._names_of_columns(column_list, quote_columns) -%}
select
  {%- for column in columns %}
    {{ column }},
  {%- endfor %}
    count(*) as n_records
from {{ model }}
where {{ dbt_expectations.ignore_row_if_expression(ignore_row_if, columns) }}
  {%- if row_condition %}
  and ({{ row_condition }})
  {%- endif %}
{{ dbt_expectations.group_by(columns | length) }}
having count(*) > 1
{% endtest %}

{# The rows in which two of the columns are equal; or one of them has no value, unless such rows are ignored. #}
{% test expect_select_column_values_to_be_unique_within_record(
  model, column_list, quote_columns=false, ignore_row_if='all_values_are_missing', row_condition=none
) %}
  {{ adapter.dispatch('test_expect_select_column_values_to_be_unique_within_record', 'dbt_expectations')(
    model, column_list, quote_columns, ignore_row_if, row_condition
  ) }}
{% endtest %}

{% macro default__test_expect_select_column_values_to_be_unique_within_record(model, column_list, quote_columns, ignore_row_if, row_condition) %}
  {%- set columns = dbt_expectations._names_of_columns(column_list, quote_columns) -%}
  {%- set equal_pairs = [] -%}
  {%- for column in columns -%}
    {%- do equal_pairs.append(column ~ ' is null') -%}
    {%- for other in columns[loop.index:] -%}
      {%- do equal_pairs.append(column ~ ' = ' ~ other) -%}
    {%- endfor -%}
  {%- endfor -%}
select *
from {{ model }}
where {{ dbt_expectations.ignore_row_if_expression(ignore_row_if, columns) }}
  and ({{ equal_pairs | join(' or ') }})
  {%- if row_condition %}
  and ({{ row_condition }})
  {%- endif %}
{% endmacro %}

{% macro _names_of_columns(column_list, quote_columns) -%}
  {%- set names = [] -%}
  {%- for column in column_list -%}
    {%- do names.append(adapter.quote(column) if quote_columns else column) -%}
  {%- endfor -%}
  {{ return(names) }}
{%- endmacro %}
