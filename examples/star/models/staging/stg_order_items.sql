-- One row an order and product: the newest that was delivered.
with cleaned as (

    select
        {{ code('order_id') }} as order_id,
        {{ code('product_id') }} as product_id,
        order_date,
        abs(quantity) as quantity,
        unit_price,
        cast(coalesce(discount_amount, 0) as numeric(12, 2)) as discount_amount,
        updated_at
    from {{ source('raw', 'order_items') }}

)

{{ latest('cleaned', ['order_id', 'product_id', 'order_date'], 'updated_at') }}
