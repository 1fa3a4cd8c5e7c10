{{
    config(
        indexes=[
            {'columns': ['date_key'], 'unique': true},
            {'columns': ['date_day'], 'unique': true},
        ],
        post_hook='analyze {{ this }}',
    )
}}

with days as (

    {{ dbt_utils.date_spine(
        datepart='day',
        start_date="cast('" ~ var('calendar_start') ~ "' as date)",
        end_date=dbt.dateadd('day', var('calendar_days'), "cast('" ~ var('calendar_start') ~ "' as date)"),
    ) }}

),

parts as (

    select
        cast(date_day as date) as date_day,
        cast(extract(year from date_day) as integer) as year,
        cast(extract(quarter from date_day) as integer) as quarter,
        cast(extract(month from date_day) as integer) as month,
        cast(extract(day from date_day) as integer) as day_of_month,
        cast(extract(week from date_day) as integer) as week_of_year,
        cast(extract(isodow from date_day) as integer) as day_of_week
    from days

)

select
    year * 10000 + month * 100 + day_of_month as date_key,
    date_day,
    year,
    quarter,
    month,
    week_of_year,
    day_of_week in (6, 7) as is_weekend,
    day_of_week not in (6, 7) as is_weekday,
    case month
        {%- for name in ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'] %}
        when {{ loop.index }} then '{{ name }}'
        {%- endfor %}
    end as month_name,
    case day_of_week
        {%- for name in ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] %}
        when {{ loop.index }} then '{{ name }}'
        {%- endfor %}
    end as day_name
from parts
