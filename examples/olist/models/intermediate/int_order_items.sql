-- One row an order: what its lines add up to.
select
    order_id,
    cast(count(*) as bigint) as num_items,
    cast(count(distinct product_id) as bigint) as num_products,
    cast(count(distinct seller_id) as bigint) as num_sellers,
    {{ total('price_amount') }} as price_amount,
    {{ total('freight_amount') }} as freight_amount,
    max(shipping_limit_at) as shipping_limit_at
from {{ ref('stg_order_items') }}
group by order_id
