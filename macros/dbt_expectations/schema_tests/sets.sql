{# A row without a value is not in the set. #}
{% test expect_column_values_to_be_in_set(model, column_name, value_set, quote_values=true, row_condition=none) %}
  {%- set expected = column_name ~ ' is not null and ' ~ column_name ~ ' in (' ~ dbt_expectations._literals(value_set, quote_values) | join(', ') ~ ')' -%}
  {{ dbt_expectations._failing_rows(model, expected, row_condition) }}
{% endtest %}

{% test expect_column_values_to_not_be_in_set(model, column_name, value_set, quote_values=true, row_condition=none) %}
  {%- set expected = column_name ~ ' not in (' ~ dbt_expectations._literals(value_set, quote_values) | join(', ') ~ ')' -%}
  {{ dbt_expectations._failing_rows(model, expected, row_condition) }}
{% endtest %}

{% test expect_column_distinct_values_to_be_in_set(model, column_name, value_set, quote_values=true, row_condition=none) %}
  {{ dbt_expectations._values_and_set(model, column_name, value_set, quote_values, row_condition) }}
select value_field
from column_values
where value_field is null or value_field not in (select set_field from expected_values)
{% endtest %}

{% test expect_column_distinct_values_to_contain_set(model, column_name, value_set, quote_values=true, row_condition=none) %}
  {{ dbt_expectations._values_and_set(model, column_name, value_set, quote_values, row_condition) }}
select set_field
from expected_values
where set_field not in (select value_field from column_values where value_field is not null)
{% endtest %}

{% test expect_column_distinct_values_to_equal_set(model, column_name, value_set, quote_values=true, row_condition=none) %}
  {{ dbt_expectations._values_and_set(model, column_name, value_set, quote_values, row_condition) }}
select
    value_field,
    set_field
from column_values
full outer join expected_values on value_field = set_field
where value_field is null or set_field is null
{% endtest %}

{# CTEs: the distinct values of a column (column_values: value_field), and those of a set (expected_values: set_field). #}
{% macro _values_and_set(model, column_name, value_set, quote_values, row_condition) %}
with column_values as (
    select distinct {{ column_name }} as value_field
    from {{ model }}
  {%- if row_condition %}
    where {{ row_condition }}
  {%- endif %}
),

expected_values as (
  {%- for value in dbt_expectations._literals(value_set, quote_values) | unique %}
    select {{ value }} as set_field {{ 'union all' if not loop.last }}
  {%- endfor %}
)
{% endmacro %}

{# The most frequent values that are not in the set. #}
{% test expect_column_most_common_value_to_be_in_set(
  model, column_name, value_set, top_n, quote_values=true, data_type='decimal', row_condition=none, strictly=false
) %}
  {{ adapter.dispatch('test_expect_column_most_common_value_to_be_in_set', 'dbt_expectations')(
    model, column_name, value_set, top_n, quote_values, data_type, row_condition
  ) }}
{% endtest %}

{% macro default__test_expect_column_most_common_value_to_be_in_set(model, column_name, value_set, top_n, quote_values, data_type, row_condition) %}
  {%- set type = dbt.type_string() if quote_values else data_type -%}
with frequencies as (
    select
        {{ column_name }} as value_field,
        count(*) as n_records,
        rank() over (order by count(*) desc) as value_rank
    from {{ model }}
  {%- if row_condition %}
    where {{ row_condition }}
  {%- endif %}
    group by 1
)

select
    value_field,
    n_records
from frequencies
where value_rank <= {{ top_n }}
  and cast(value_field as {{ type }}) not in (
  {%- for value in dbt_expectations._literals(value_set, quote_values) -%}
    cast({{ value }} as {{ type }}){{ ', ' if not loop.last }}
  {%- endfor -%}
  )
{% endmacro %}
