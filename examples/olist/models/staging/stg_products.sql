select
    {{ text_of('product_id') }} as product_id,
    lower({{ text_of('product_category_name') }}) as category_name,
    {{ number_of('product_name_lenght') }} as num_name_characters,
    {{ number_of('product_description_lenght') }} as num_description_characters,
    {{ number_of('product_photos_qty') }} as num_photos,
    -- Nothing weighs nothing.
    nullif({{ number_of('product_weight_g') }}, 0) as weight_g,
    {{ number_of('product_length_cm') }} as length_cm,
    {{ number_of('product_height_cm') }} as height_cm,
    {{ number_of('product_width_cm') }} as width_cm
from {{ source('raw', 'products') }}
