-- Each customer has one current version.
select customer_id, count(*) as num_current
from {{ ref('dim_customers') }}
group by customer_id
having sum(case when is_current then 1 else 0 end) <> 1
