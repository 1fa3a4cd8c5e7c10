-- How many of the delivered orders arrived by the day that was promised?
select order_month, on_time_rate
from {{ ref('mart_executive_dashboard') }}
order by order_month
