select
    {{ text_of('order_id') }} as order_id,
    {{ number_of('payment_sequential') }} as payment_sequential,
    lower({{ text_of('payment_type') }}) as payment_type,
    -- What was paid at once has one instalment, not none.
    greatest({{ number_of('payment_installments') }}, 1) as num_installments,
    {{ money_of('payment_value') }} as payment_amount
from {{ source('raw', 'order_payments') }}
