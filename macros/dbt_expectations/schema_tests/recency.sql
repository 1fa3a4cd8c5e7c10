{# The newest row that is not of the future is at least as new as `interval` dateparts before now. #}
{% test expect_row_values_to_have_recent_data(model, column_name, datepart, interval, row_condition=none) %}
  {{ adapter.dispatch('test_expect_row_values_to_have_recent_data', 'dbt_expectations')(model, column_name, datepart, interval, row_condition) }}
{% endtest %}

{% macro default__test_expect_row_values_to_have_recent_data(model, column_name, datepart, interval, row_condition) %}
  {{ dbt_expectations._too_old(model, column_name, datepart, interval, none, row_condition) }}
{% endmacro %}

{% test expect_grouped_row_values_to_have_recent_data(model, timestamp_column, datepart, interval, group_by=none, row_condition=none) %}
  {{ adapter.dispatch('test_expect_grouped_row_values_to_have_recent_data', 'dbt_expectations')(
    model, group_by, timestamp_column, datepart, interval, row_condition
  ) }}
{% endtest %}

{% macro default__test_expect_grouped_row_values_to_have_recent_data(model, group_by, timestamp_column, datepart, interval, row_condition) %}
  {{ dbt_expectations._too_old(model, timestamp_column, datepart, interval, group_by, row_condition) }}
{% endmacro %}

{% macro _too_old(model, column, datepart, interval, group_by, row_condition) %}
  {%- set type = dbt_expectations.type_timestamp() -%}
  {%- set time = 'cast(' ~ column ~ ' as ' ~ type ~ ')' -%}
  {%- set condition = time ~ ' <= ' ~ dbt_expectations._now() ~ (' and (' ~ row_condition ~ ')' if row_condition else '') -%}
with newest as (
    {{ dbt_expectations._select_as('newest_time', model, 'max(' ~ time ~ ')', condition, group_by) }}
)

select *
from newest
where newest_time is null
  or newest_time < {{ dbt_expectations._before(datepart, interval, dbt_expectations._now()) }}
{% endmacro %}

{#
  Periods of `interval` dateparts between two times without a row. The last period, test_end_date, is not looked at.
  An exclusion_condition may name the column, or date_<date_part>.
#}
{% test expect_row_values_to_have_data_for_every_n_datepart(
  model, date_col, date_part='day', interval=none, row_condition=none, exclusion_condition=none, test_start_date=none, test_end_date=none
) %}
  {%- set type = dbt_expectations.type_datetime() -%}
  {%- set period = dbt.date_trunc(date_part, 'cast(' ~ date_col ~ ' as ' ~ type ~ ')') -%}
  {%- set where = 'where ' ~ row_condition if row_condition else '' -%}
  {%- set start = "cast('" ~ test_start_date ~ "' as " ~ type ~ ')' if test_start_date else '(select min(' ~ period ~ ') from ' ~ model ~ ' ' ~ where ~ ')' -%}
  {%- set start = 'cast(' ~ dbt.date_trunc(date_part, start) ~ ' as ' ~ type ~ ')' -%}
  {%- if test_end_date -%}
    {%- set end = "cast('" ~ test_end_date ~ "' as " ~ type ~ ')' -%}
  {%- else -%}
    {%- set end = dbt.dateadd(date_part, 1, '(select max(' ~ period ~ ') from ' ~ model ~ ' ' ~ where ~ ')') -%}
  {%- endif -%}
  {%- set step = interval or 1 -%}
  {%- set periods = 0 -%}
  {%- if execute -%}
    {%- set periods = (run_query('select ' ~ dbt.datediff(start, end, date_part)).columns[0].values()[0] or 0) | int -%}
  {%- endif -%}
  {%- set steps = (periods / step) | round(0, 'ceil') | int -%}
with numbers as (
    {{ dbt.generate_series([steps, 1] | max) }}
),

expected_periods as (
    select
        cast({{ dbt.dateadd(date_part, 'cast((generated_number - 1) * ' ~ step ~ ' as ' ~ dbt.type_int() ~ ')', start) }} as {{ type }}) as {{ date_col }},
        cast(generated_number - 1 as {{ dbt.type_int() }}) as period_number
    from numbers
    where generated_number <= {{ steps }}
),

periods_with_data as (
    select distinct
        cast(floor({{ dbt.datediff(start, period, date_part) }} / {{ step }}) as {{ dbt.type_int() }}) as period_number_with_data
    from {{ model }}
    {{ where }}
),

missing_periods as (
    select
      {%- if date_col | lower != 'date_' ~ date_part | lower %}
        {{ date_col }} as date_{{ date_part }},
      {%- endif %}
        expected_periods.*
    from expected_periods
    left join periods_with_data on period_number = period_number_with_data
    where period_number_with_data is null
)

select *
from missing_periods
  {%- if exclusion_condition %}
where {{ exclusion_condition }}
  {%- endif %}
{% endtest %}
