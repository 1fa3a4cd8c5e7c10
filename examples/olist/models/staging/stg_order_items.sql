select
    {{ text_of('order_id') }} as order_id,
    {{ number_of('order_item_id') }} as order_item_id,
    {{ text_of('product_id') }} as product_id,
    {{ text_of('seller_id') }} as seller_id,
    {{ timestamp_of('shipping_limit_date') }} as shipping_limit_at,
    {{ money_of('price') }} as price_amount,
    {{ money_of('freight_value') }} as freight_amount
from {{ source('raw', 'order_items') }}
