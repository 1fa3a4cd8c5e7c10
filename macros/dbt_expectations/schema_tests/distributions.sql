{# Values, or their sums by group, that are far from the average of all. #}
{% test expect_column_values_to_be_within_n_stdevs(model, column_name, group_by=none, sigma_threshold=3) %}
  {{ adapter.dispatch('test_expect_column_values_to_be_within_n_stdevs', 'dbt_expectations')(model, column_name, group_by, sigma_threshold) }}
{% endtest %}

{% macro default__test_expect_column_values_to_be_within_n_stdevs(model, column_name, group_by, sigma_threshold) %}
  {%- set groups = dbt_expectations._columns_of_groups(group_by) -%}
with metric_values as (
    {{ dbt_expectations._select_as('metric_value', model, 'sum(' ~ column_name ~ ')' if groups else column_name, none, group_by) }}
),

with_sigma as (
    select
        metric_values.*,
        avg(metric_value) over () as metric_average,
        stddev_samp(metric_value) over () as metric_stdev
    from metric_values
)

select
    with_sigma.*,
    (metric_value - metric_average) / nullif(metric_stdev, 0) as sigma
from with_sigma
where abs((metric_value - metric_average) / nullif(metric_stdev, 0)) > {{ sigma_threshold }}
{% endmacro %}

{#
  Sums by period of which the change (of the logarithm, against `lookback_periods` before) is far from what it was in the
  `trend_periods` before. The last `test_periods` before the period of now are looked at.
#}
{% test expect_column_values_to_be_within_n_moving_stdevs(
  model, column_name, date_column_name, group_by=none, period='day', lookback_periods=1, trend_periods=7, test_periods=14,
  sigma_threshold=3, sigma_threshold_upper=none, sigma_threshold_lower=none, take_diffs=true, take_logs=true
) %}
  {{ adapter.dispatch('test_expect_column_values_to_be_within_n_moving_stdevs', 'dbt_expectations')(
    model, column_name, date_column_name, group_by, period, lookback_periods, trend_periods, test_periods, sigma_threshold, sigma_threshold_upper, sigma_threshold_lower, take_diffs, take_logs
  ) }}
{% endtest %}

{% macro default__test_expect_column_values_to_be_within_n_moving_stdevs(
  model, column_name, date_column_name, group_by, period, lookback_periods, trend_periods, test_periods, sigma_threshold, sigma_threshold_upper, sigma_threshold_lower, take_diffs, take_logs
) %}
  {%- set groups = dbt_expectations._columns_of_groups(group_by) -%}
  {%- set names = groups | map(attribute='name') | list -%}
  {%- set partition = 'partition by ' ~ names | join(', ') if names else '' -%}
  {%- set metric = 'ln(nullif(metric_value, 0))' if take_logs else 'metric_value' -%}
  {%- set before = 'ln(nullif(metric_value_before, 0))' if take_logs else 'metric_value_before' -%}
  {%- set metric_period = dbt.date_trunc(period, 'cast(' ~ date_column_name ~ ' as ' ~ dbt_expectations.type_timestamp() ~ ')') -%}
  {%- set this_period = dbt.date_trunc(period, dbt_expectations._now()) -%}
with metric_values as (
    {{ dbt_expectations._select_as(
      'metric_value', model, 'sum(' ~ column_name ~ ')', none, groups | map(attribute='expression') | list + [metric_period]
    ) }}
),

with_before as (
    select
      {%- for name in names %}
        {{ name }},
      {%- endfor %}
        group_{{ names | length + 1 }} as metric_period,
        metric_value,
        lag(metric_value, {{ lookback_periods }}) over ({{ partition }} order by group_{{ names | length + 1 }}) as metric_value_before
    from metric_values
),

tested as (
    select
        with_before.*,
        {{ metric }}{{ ' - ' ~ before if take_diffs }} as metric_test_value
    from with_before
),

with_trend as (
    select
        tested.*,
        avg(metric_test_value) over ({{ partition }} order by metric_period rows between {{ trend_periods }} preceding and 1 preceding)
            as moving_average,
        stddev_samp(metric_test_value) over ({{ partition }} order by metric_period rows between {{ trend_periods }} preceding and 1 preceding)
            as moving_stdev
    from tested
),

with_sigma as (
    select
        with_trend.*,
        (metric_test_value - moving_average) / nullif(moving_stdev, 0) as sigma
    from with_trend
)

select *
from with_sigma
where metric_period >= {{ dbt_expectations._before(period, test_periods, this_period) }}
  and metric_period < cast({{ this_period }} as {{ dbt_expectations.type_timestamp() }})
  and not (
    sigma <= {{ sigma_threshold if sigma_threshold_upper is none else sigma_threshold_upper }}
    and sigma >= {{ -sigma_threshold if sigma_threshold_lower is none else sigma_threshold_lower }}
  )
{% endmacro %}
