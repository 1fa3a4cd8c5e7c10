select
    {{ text_of('order_id') }} as order_id,
    {{ text_of('customer_id') }} as order_customer_id,
    lower({{ text_of('order_status') }}) as order_status,
    {{ timestamp_of('order_purchase_timestamp') }} as purchased_at,
    {{ timestamp_of('order_approved_at') }} as approved_at,
    {{ timestamp_of('order_delivered_carrier_date') }} as handed_to_carrier_at,
    {{ timestamp_of('order_delivered_customer_date') }} as delivered_at,
    cast({{ timestamp_of('order_estimated_delivery_date') }} as date) as estimated_delivery_date
from {{ source('raw', 'orders') }}
