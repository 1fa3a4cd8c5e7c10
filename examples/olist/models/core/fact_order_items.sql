{{ config(materialized='incremental', incremental_strategy='delete+insert', unique_key='order_item_key') }}

with lines as (
    select
        {{ key_of(['items.order_id', 'items.order_item_id']) }} as order_item_key,
        items.order_id,
        items.order_item_id,
        {{ key_of(['items.order_id']) }} as order_key,
        {{ key_of(['addresses.customer_id']) }} as customer_key,
        {{ key_of(['addresses.zip_code_prefix']) }} as geography_key,
        product.product_key,
        product.category_key,
        seller.seller_key,
        {{ date_key_of('orders.purchased_at') }} as purchase_date_key,
        {{ date_key_of('items.shipping_limit_at') }} as shipping_limit_date_key,
        orders.order_status,
        orders.purchased_at,
        items.shipping_limit_at,
        items.price_amount,
        items.freight_amount,
        {{ amount('items.price_amount + items.freight_amount') }} as gmv_amount,
        {{ amount("case when orders.order_status not in ('canceled', 'unavailable') then items.price_amount end") }} as revenue_amount,
        {{ distance_km('origin.latitude', 'origin.longitude', 'destination.latitude', 'destination.longitude') }} as distance_km,
        orders.order_status in ('canceled', 'unavailable') as is_canceled,
        orders.handed_to_carrier_at <= items.shipping_limit_at as is_dispatched_on_time
    from {{ ref('stg_order_items') }} as items
    inner join {{ ref('stg_orders') }} as orders on items.order_id = orders.order_id
    inner join {{ ref('int_customer_addresses') }} as addresses on orders.order_id = addresses.order_id
    inner join {{ ref('dim_product') }} as product on items.product_id = product.product_id
    inner join {{ ref('dim_seller') }} as seller on items.seller_id = seller.seller_id
    inner join {{ ref('dim_geography') }} as origin on seller.geography_key = origin.geography_key
    inner join {{ ref('dim_geography') }} as destination on addresses.zip_code_prefix = destination.zip_code_prefix
),

hashed as (
    select
        *,
        {{ row_hash_of(['geography_key', 'category_key', 'seller_key', 'product_key', 'order_status', 'shipping_limit_at', 'price_amount',
          'freight_amount', 'distance_km', 'is_dispatched_on_time']) }} as row_hash
    from lines
)

{{ select_changed('hashed', 'order_item_key') }}
