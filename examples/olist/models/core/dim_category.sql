-- Categories of products and those that only the translation names; products without one have a category too.
with named as (
    select category_name from {{ ref('stg_products') }} where category_name is not null
    union
    select category_name from {{ ref('stg_category_translation') }}
    union
    select 'unknown'
)

select
    {{ key_of(['named.category_name']) }} as category_key,
    named.category_name,
    case
        when named.category_name = 'unknown' then 'unknown'
        else coalesce(translation.category_name_english, named.category_name)
    end as category_name_english,
    translation.category_name_english is not null as has_translation
from named
left join {{ ref('stg_category_translation') }} as translation on named.category_name = translation.category_name
