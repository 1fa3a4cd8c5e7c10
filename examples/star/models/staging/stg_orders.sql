-- One row an order: the newest that was delivered.
with cleaned as (

    select
        {{ code('order_id') }} as order_id,
        {{ code('customer_id') }} as customer_id,
        order_date,
        ordered_at,
        lower(trim(order_status)) as order_status,
        coalesce(channel, 'unknown') as channel,
        updated_at
    from {{ source('raw', 'orders') }}

)

{{ latest('cleaned', ['order_id', 'order_date'], 'updated_at') }}
