-- How content are customers?
select order_month, num_reviewed_orders, average_review_score
from {{ ref('mart_executive_dashboard') }}
order by order_month
