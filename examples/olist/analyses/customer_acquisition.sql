-- How many customers bought for the first time?
select order_month, num_new_customers, num_customers_to_date
from {{ ref('mart_executive_dashboard') }}
order by order_month
