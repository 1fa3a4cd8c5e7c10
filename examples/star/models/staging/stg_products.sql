-- One row a product that can be bought: as the API last answered.
with cleaned as (

    select
        {{ code('product_id') }} as product_id,
        trim(product_name) as product_name,
        {{ name_case('category') }} as category,
        trim(brand) as brand,
        cast(replace(replace(cast(list_price as {{ dbt.type_string() }}), '$', ''), ',', '') as numeric(12, 2)) as list_price,
        cast(unit_cost as numeric(12, 2)) as unit_cost,
        cast(fetched_at as timestamp) as fetched_at
    from {{ source('raw', 'products') }}
    where {{ code('product_id') }} like 'PRD-%'

)

{{ latest('cleaned', ['product_id'], 'fetched_at') }}
