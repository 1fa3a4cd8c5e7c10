{{ config(unique_key='product_id', surrogate_key='product_sk') }}

with cleansed as (

    select
        {{ clean_code('product_id') }} as product_id,
        {{ clean_code('sku') }} as sku,
        {{ clean_name('product_name') }} as product_name,
        {{ clean_name('category') }} as category,
        {{ clean_name('brand') }} as brand,
        cast(unit_price as decimal(18, 2)) as unit_price,
        -- a cost below zero has lost its sign on the way
        cast(abs(unit_cost) as decimal(18, 2)) as unit_cost,
        coalesce(is_active, true) as is_active,
        last_modified_timestamp,
        _loaded_at,
        _loaded_at as _first_loaded_at,
        _source_file,
        _row_hash
    from {{ ref('bronze_products') }}
    {% if is_incremental() -%}
    where _loaded_at > {{ high_water_mark('_loaded_at', late_arrival=none) }}
    {%- endif %}

)

select
    product_id,
    sku,
    product_name,
    category,
    brand,
    unit_price,
    unit_cost,
    is_active,
    last_modified_timestamp,
    _loaded_at,
    _first_loaded_at
from cleansed
where product_id is not null
qualify {{ is_latest_version('product_id') }}
