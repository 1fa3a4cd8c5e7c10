with neighbours as (
  select date_day, lead(date_day) over (order by date_day) as next_day from {{ ref('dim_date') }}
)

select * from neighbours where {{ dbt.datediff('date_day', 'next_day', 'day') }} <> 1
