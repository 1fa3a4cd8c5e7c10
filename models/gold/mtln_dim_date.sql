with calendar as (

    {{ dbt.date_spine(
        'day',
        "cast('" ~ var('calendar_start') ~ "' as date)",
        "cast('" ~ var('calendar_end') ~ "' as date)"
    ) }}

),

days as (

    select cast(date_day as date) as date_day
    from calendar

)

select
    {{ date_key('date_day') }} as dim_date_sk,
    date_day,
    cast(extract(year from date_day) as integer) as year,
    cast(extract(quarter from date_day) as integer) as quarter,
    cast(extract(month from date_day) as integer) as month,
    cast(extract(week from date_day) as integer) as week
from days
