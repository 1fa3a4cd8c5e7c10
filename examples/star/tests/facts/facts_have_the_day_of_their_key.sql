-- date_key is the key of order_date.
select lines.order_line_key, lines.order_date, dates.date_day
from {{ ref('fact_orders') }} as lines
inner join {{ ref('dim_date') }} as dates on lines.date_key = dates.date_key
where lines.order_date <> dates.date_day
