select
    {{ key_of(['products.product_id']) }} as product_key,
    products.product_id,
    category.category_key,
    category.category_name,
    category.category_name_english,
    products.num_name_characters,
    products.num_description_characters,
    coalesce(products.num_photos, 0) as num_photos,
    products.weight_g,
    products.length_cm,
    products.height_cm,
    products.width_cm,
    products.length_cm * products.height_cm * products.width_cm as volume_cm3,
    case
        when products.weight_g is null then 'unknown'
        when products.weight_g < 500 then 'light'
        when products.weight_g < 2000 then 'medium'
        when products.weight_g < 10000 then 'heavy'
        else 'bulky'
    end as weight_class,
    products.category_name is not null as has_category
from {{ ref('stg_products') }} as products
inner join {{ ref('dim_category') }} as category on coalesce(products.category_name, 'unknown') = category.category_name
