{%- set months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'] -%}
{%- set days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] -%}
{#- The national holidays that are on the same day every year. -#}
{%- set holidays = [101, 421, 501, 907, 1012, 1102, 1115, 1225] -%}
{%- set first = "cast('" ~ var('calendar_start') ~ "' as date)" -%}
{%- set end = add_to("cast('" ~ var('calendar_end') ~ "' as date)", 'day', 1) -%}

with spine as (
    {{ dbt.date_spine('day', first, end) }}
),

days as (
    select cast(date_day as date) as date_day
    from spine
    where cast(date_day as date) < {{ end }}
)

select
    {{ date_key_of('date_day') }} as date_key,
    date_day,
    cast(extract(year from date_day) as integer) as year,
    cast(extract(quarter from date_day) as integer) as quarter,
    cast(extract(month from date_day) as integer) as month,
    case cast(extract(month from date_day) as integer)
        {%- for name in months %} when {{ loop.index }} then '{{ name }}'{% endfor %}
    end as month_name,
    substring(cast(date_day as {{ dbt.type_string() }}), 1, 7) as year_month,
    {{ first_day('month', 'date_day') }} as month_start_date,
    {{ first_day('week', 'date_day') }} as week_start_date,
    cast(extract(week from date_day) as integer) as week_of_year,
    cast(extract(day from date_day) as integer) as day_of_month,
    cast(extract(isodow from date_day) as integer) as day_of_week,
    case cast(extract(isodow from date_day) as integer)
        {%- for name in days %} when {{ loop.index }} then '{{ name }}'{% endfor %}
    end as day_name,
    extract(isodow from date_day) in (6, 7) as is_weekend,
    extract(month from date_day) * 100 + extract(day from date_day) in ({{ holidays | join(', ') }}) as is_holiday
from days
