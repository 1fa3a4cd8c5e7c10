select
    lower({{ text_of('product_category_name') }}) as category_name,
    lower({{ text_of('product_category_name_english') }}) as category_name_english
from {{ source('raw', 'category_translation') }}
