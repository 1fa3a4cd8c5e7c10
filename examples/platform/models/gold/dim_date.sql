with days as (
  {{ dbt.date_spine(
    'day', "cast('" ~ var('calendar_start') ~ "' as date)", "cast('" ~ var('calendar_end') ~ "' as date)"
  ) }}
),

parts as (
  select
    cast(date_day as date) as date_day,
    cast(extract(year from date_day) as integer) as year_number,
    cast(extract(quarter from date_day) as integer) as quarter_number,
    cast(extract(month from date_day) as integer) as month_number,
    cast(extract(day from date_day) as integer) as day_of_month,
    cast(extract(isodow from date_day) as integer) as day_of_week
  from days
)

select
  year_number * 10000 + month_number * 100 + day_of_month as date_key,
  date_day,
  year_number,
  quarter_number,
  month_number,
  {% set months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'] -%}
  case month_number {% for name in months %}when {{ loop.index }} then '{{ name }}' {% endfor %}end as month_name,
  day_of_month,
  day_of_week,
  {% set days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] -%}
  case day_of_week {% for name in days %}when {{ loop.index }} then '{{ name }}' {% endfor %}end as day_name,
  day_of_week >= 6 as is_weekend
from parts
