-- What is an order worth?
select order_month, num_revenue_orders, average_order_value_amount
from {{ ref('mart_executive_dashboard') }}
order by order_month
