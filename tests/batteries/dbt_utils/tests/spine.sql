with days as (
  {{ dbt_utils.date_spine('day', "cast('2024-02-27' as date)", "cast('2024-03-02' as date)") }}
),

months as (
  {{ dbt_utils.date_spine('month', "cast('2024-01-01' as date)", "cast('2025-01-01' as date)") }}
),

hours as (
  {{ dbt_utils.date_spine('hour', "cast('2024-02-28 22:00:00' as " ~ dbt.type_timestamp() ~ ")", "cast('2024-02-29 03:00:00' as " ~ dbt.type_timestamp() ~ ")") }}
),

numbers as (
  {{ dbt_utils.generate_series(1000) }}
),

found as (
  select
    (select count(*) from days) as n_days,
    (select cast(min(cast(date_day as date)) as {{ dbt.type_string() }}) from days) as first_day,
    (select cast(max(cast(date_day as date)) as {{ dbt.type_string() }}) from days) as last_day,
    (select count(distinct date_month) from months) as n_months,
    (select count(distinct date_hour) from hours) as n_hours,
    (select sum(generated_number) from numbers) as total,
    (select count(distinct generated_number) from numbers) as n_numbers
)

select * from found
where not (
  n_days = 4 and first_day = '2024-02-27' and last_day = '2024-03-01'
  and n_months = 12 and n_hours = 5 and total = 500500 and n_numbers = 1000
)
