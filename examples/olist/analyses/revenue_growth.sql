-- How much did revenue grow over the month before?
select order_month, revenue_amount, previous_revenue_amount, revenue_growth_rate
from {{ ref('mart_executive_dashboard') }}
order by order_month
