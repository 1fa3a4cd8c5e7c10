with sales as (
    select
        items.seller_id,
        cast(min(orders.purchased_at) as date) as first_sale_date,
        cast(max(orders.purchased_at) as date) as last_sale_date
    from {{ ref('stg_order_items') }} as items
    inner join {{ ref('stg_orders') }} as orders on items.order_id = orders.order_id
    group by items.seller_id
)

select
    {{ key_of(['sellers.seller_id']) }} as seller_key,
    sellers.seller_id,
    geography.geography_key,
    geography.zip_code_prefix,
    -- The post code knows the city better than the seller who typed it.
    geography.city,
    geography.state,
    geography.region,
    sales.first_sale_date,
    sales.last_sale_date
from {{ ref('stg_sellers') }} as sellers
inner join {{ ref('dim_geography') }} as geography on sellers.zip_code_prefix = geography.zip_code_prefix
left join sales on sellers.seller_id = sales.seller_id
