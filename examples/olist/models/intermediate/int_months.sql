-- Every month of trade, those without an order too.
select
    dates.month_start_date as order_month,
    dates.month_start_date > {{ add_to(first_day('month', 'as_of.as_of_date'), 'month', -1) }} as is_current_month,
    max(dates.date_day) as last_date
from {{ ref('dim_date') }} as dates
cross join {{ ref('int_as_of') }} as as_of
where dates.date_day between {{ first_day('month', 'as_of.first_date') }} and as_of.as_of_date
group by dates.month_start_date, as_of.as_of_date
