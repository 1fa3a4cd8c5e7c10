-- Where is the value of all that is ordered heading?
select order_month, gmv_amount, gmv_to_date_amount, gmv_three_month_average_amount
from {{ ref('mart_executive_dashboard') }}
order by order_month
