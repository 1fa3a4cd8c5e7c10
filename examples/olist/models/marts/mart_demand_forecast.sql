{%- set history = var('forecast_history_weeks') -%}
{%- set window = '(partition by category_key order by week_number rows between ' ~ history ~ ' preceding and 1 preceding)' -%}
{#-
  Each week is forecast by the straight line through the weeks before it, which it is not part of; an anomaly is a week that is further
  from it than the scatter of those weeks explains. The weeks to come continue the line of the latest ones. All sums are of whole numbers, so
  that platforms agree to the last digit.
-#}
with weeks as (
    select
        category_key,
        category_name,
        category_name_english,
        week_start_date,
        week_number,
        num_units,
        false as is_forecast
    from {{ ref('int_category_weeks') }}

    union all

    select
        latest.category_key,
        latest.category_name,
        latest.category_name_english,
        {{ add_to('latest.week_start_date', 'week', 'ahead.generated_number') }},
        latest.week_number + cast(ahead.generated_number as bigint),
        null,
        true
    from {{ ref('int_category_weeks') }} as latest
    cross join (
        {{ dbt.generate_series(var('forecast_horizon_weeks')) }}
    ) as ahead
    where latest.week_number = (select max(week_number) from {{ ref('int_category_weeks') }})
),

sums as (
    select
        *,
        cast(count(num_units) over {{ window }} as bigint) as n,
        cast(sum(case when num_units is not null then week_number end) over {{ window }} as bigint) as sum_x,
        cast(sum(case when num_units is not null then week_number * week_number end) over {{ window }} as bigint) as sum_xx,
        cast(sum(num_units) over {{ window }} as bigint) as sum_y,
        cast(sum(num_units * num_units) over {{ window }} as bigint) as sum_yy,
        cast(sum(week_number * num_units) over {{ window }} as bigint) as sum_xy
    from weeks
),

lines as (
    select
        *,
        cast(n * sum_xy - sum_x * sum_y as double precision) / nullif(n * sum_xx - sum_x * sum_x, 0) as slope,
        cast(sum_y as double precision) / nullif(n, 0) as mean_units,
        cast(sum_x as double precision) / nullif(n, 0) as mean_x,
        -- The scatter around the mean; a series of very few pieces scatters by one at least.
        greatest(sqrt(cast(greatest(n * sum_yy - sum_y * sum_y, 0) as double precision) / nullif(n * (n - 1), 0)), 1) as deviation
    from sums
    -- The line needs weeks to lie on.
    where n >= {{ history // 2 }}
),

forecasts as (
    select
        *,
        cast(greatest(0, mean_units + slope * (week_number - mean_x)) as numeric(18, 4)) as forecast_units,
        cast(deviation as numeric(18, 4)) as deviation_units
    from lines
)

select
    {{ key_of(['category_name', 'week_start_date']) }} as demand_forecast_key,
    category_key,
    category_name,
    category_name_english,
    week_start_date,
    is_forecast,
    num_units,
    forecast_units,
    deviation_units,
    {{ ratio('num_units - forecast_units', 'deviation_units', 2) }} as deviation_score,
    cast(greatest(0, forecast_units - 2 * deviation_units) as numeric(18, 4)) as forecast_low_units,
    cast(forecast_units + 2 * deviation_units as numeric(18, 4)) as forecast_high_units,
    -- Beyond the scatter, and beyond what chance makes of small numbers.
    num_units is not null
        and abs(num_units - forecast_units) > {{ var('anomaly_deviations') }} * deviation_units
        and abs(num_units - forecast_units) >= 5 as is_anomaly,
    case
        when num_units is null then 'forecast'
        when abs(num_units - forecast_units) > {{ var('anomaly_deviations') }} * deviation_units and abs(num_units - forecast_units) >= 5
            then case when num_units > forecast_units then 'spike' else 'drop' end
        else 'normal'
    end as demand_state
from forecasts
