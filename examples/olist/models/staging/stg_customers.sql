select
    {{ text_of('customer_id') }} as order_customer_id,
    {{ text_of('customer_unique_id') }} as customer_id,
    {{ zip_of('customer_zip_code_prefix') }} as zip_code_prefix,
    {{ city_of('customer_city') }} as city,
    upper({{ text_of('customer_state') }}) as state
from {{ source('raw', 'customers') }}
