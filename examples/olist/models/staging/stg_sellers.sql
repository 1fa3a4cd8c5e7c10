select
    {{ text_of('seller_id') }} as seller_id,
    {{ zip_of('seller_zip_code_prefix') }} as zip_code_prefix,
    {{ city_of('seller_city') }} as city,
    upper({{ text_of('seller_state') }}) as state
from {{ source('raw', 'sellers') }}
