{{
    config(
        indexes=[
            {'columns': ['product_key'], 'unique': true},
            {'columns': ['product_id'], 'unique': true},
        ],
        post_hook='analyze {{ this }}',
    )
}}

select
    {{ dbt_utils.generate_surrogate_key(['product_id']) }} as product_key,
    product_id,
    product_name,
    category,
    brand,
    list_price,
    unit_cost,
    case
        when list_price >= 150 then 'premium'
        when list_price >= 50 then 'standard'
        else 'budget'
    end as price_tier
from {{ ref('stg_products') }}
