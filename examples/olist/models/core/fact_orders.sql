{{ config(materialized='incremental', incremental_strategy='delete+insert', unique_key='order_key') }}

with joined as (
    select
        {{ key_of(['orders.order_id']) }} as order_key,
        orders.order_id,
        {{ key_of(['addresses.customer_id']) }} as customer_key,
        {{ key_of(['addresses.zip_code_prefix']) }} as geography_key,
        {{ date_key_of('orders.purchased_at') }} as purchase_date_key,
        {{ date_key_of('orders.delivered_at') }} as delivery_date_key,
        {{ date_key_of('orders.estimated_delivery_date') }} as estimated_delivery_date_key,
        orders.order_status,
        orders.purchased_at,
        orders.approved_at,
        orders.handed_to_carrier_at,
        orders.delivered_at,
        orders.estimated_delivery_date,
        cast(addresses.order_sequence as bigint) as order_sequence,
        coalesce(items.num_items, 0) as num_items,
        coalesce(items.num_products, 0) as num_products,
        coalesce(items.num_sellers, 0) as num_sellers,
        {{ amount('items.price_amount') }} as price_amount,
        {{ amount('items.freight_amount') }} as freight_amount,
        {{ amount('items.price_amount + items.freight_amount') }} as gmv_amount,
        {{ amount("case when orders.order_status not in ('canceled', 'unavailable') then items.price_amount end") }} as revenue_amount,
        {{ amount('payments.payment_amount') }} as payment_amount,
        coalesce(payments.num_payments, 0) as num_payments,
        payments.num_installments,
        coalesce(payments.main_payment_type, 'none') as main_payment_type,
        reviews.review_score,
        cast(orders.delivered_at as date) - cast(orders.purchased_at as date) as num_days_to_deliver,
        orders.estimated_delivery_date - cast(orders.purchased_at as date) as num_days_promised,
        cast(orders.delivered_at as date) - orders.estimated_delivery_date as num_days_late,
        items.order_id is not null as has_items,
        payments.order_id is not null as has_payment,
        reviews.order_id is not null as has_review,
        orders.order_status = 'delivered' as is_delivered,
        orders.order_status in ('canceled', 'unavailable') as is_canceled,
        -- Promised is a day: what arrives on it is on time.
        case when orders.order_status = 'delivered' then cast(orders.delivered_at as date) <= orders.estimated_delivery_date end as is_on_time,
        addresses.order_sequence = 1 as is_first_order
    from {{ ref('stg_orders') }} as orders
    inner join {{ ref('int_customer_addresses') }} as addresses on orders.order_id = addresses.order_id
    left join {{ ref('int_order_items') }} as items on orders.order_id = items.order_id
    left join {{ ref('int_order_payments') }} as payments on orders.order_id = payments.order_id
    left join {{ ref('int_order_reviews') }} as reviews on orders.order_id = reviews.order_id and reviews.recency_rank = 1
),

hashed as (
    select
        *,
        {{ row_hash_of(['customer_key', 'geography_key', 'order_status', 'approved_at', 'handed_to_carrier_at', 'delivered_at', 'estimated_delivery_date',
          'order_sequence', 'num_items', 'num_products', 'num_sellers', 'price_amount', 'freight_amount', 'payment_amount', 'num_payments', 'num_installments',
          'main_payment_type', 'review_score', 'has_review']) }} as row_hash
    from joined
)

{{ select_changed('hashed', 'order_key') }}
