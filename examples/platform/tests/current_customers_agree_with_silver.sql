select silver.customer_id
from {{ ref('silver_customers') }} as silver
left join {{ ref('dim_customers') }} as gold on gold.customer_id = silver.customer_id and gold.is_current
where gold.customer_id is null
  or gold.segment <> silver.segment
  or gold.country_code <> silver.country_code
  or coalesce(gold.email, '') <> coalesce(silver.email, '')
