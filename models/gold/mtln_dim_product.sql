select
    product_sk as dim_product_sk,
    product_id,
    sku,
    product_name,
    coalesce(category, 'Unknown') as category,
    coalesce(brand, 'Unknown') as brand,
    unit_price,
    unit_cost,
    is_active
from {{ ref('silver_products') }}

union all

select -1, 'UNKNOWN', 'UNKNOWN', 'Unknown product', 'Unknown', 'Unknown', null, null, false
