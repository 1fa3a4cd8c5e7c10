select
  {{ dbt_utils.generate_surrogate_key(['product_id']) }} as product_key,
  product_id,
  product_name,
  category,
  unit_price as list_price,
  case
    when unit_price < 50 then 'low'
    when unit_price < 150 then 'middle'
    else 'high'
  end as price_tier,
  updated_at as changed_at
from {{ ref('silver_products') }}
