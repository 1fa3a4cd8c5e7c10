-- Pieces a category sold a week, from the first full week to the last one that is complete; weeks without a sale have 0.
with weeks as (
    select
        dates.week_start_date,
        row_number() over (order by dates.week_start_date) as week_number
    from {{ ref('dim_date') }} as dates
    cross join {{ ref('int_as_of') }} as as_of
    where dates.day_of_week = 1
        and dates.date_day >= as_of.first_date
        and {{ add_to('dates.week_start_date', 'day', 6) }} <= as_of.as_of_date
),

sold as (
    select
        items.category_key,
        {{ first_day('week', 'items.purchased_at') }} as week_start_date,
        cast(count(*) as bigint) as num_units,
        {{ total('items.price_amount') }} as price_amount
    from {{ ref('fact_order_items') }} as items
    group by items.category_key, {{ first_day('week', 'items.purchased_at') }}
)

select
    category.category_key,
    category.category_name,
    category.category_name_english,
    weeks.week_start_date,
    weeks.week_number,
    coalesce(sold.num_units, 0) as num_units,
    {{ amount('sold.price_amount') }} as price_amount
from {{ ref('dim_category') }} as category
cross join weeks
left join sold on category.category_key = sold.category_key and weeks.week_start_date = sold.week_start_date
