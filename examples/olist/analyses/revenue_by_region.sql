-- Where does revenue come from?
select region, num_orders, revenue_amount, revenue_share_rate
from {{ ref('mart_geographic_analysis') }}
where geography_level = 'region'
order by revenue_amount desc
