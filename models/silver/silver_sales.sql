{{ config(unique_key=['order_id', 'order_line_number'], surrogate_key='sales_sk') }}

with cleansed as (

    select
        {{ clean_code('order_id') }} as order_id,
        order_line_number,
        {{ clean_code('customer_id') }} as customer_id,
        {{ clean_code('product_id') }} as product_id,
        {{ clean_code('campaign_id') }} as campaign_id,
        order_timestamp,
        -- the order form writes some quantities with a minus; discount and tax of these lines are those of a sale
        abs(quantity) as quantity,
        cast(unit_price as decimal(18, 2)) as unit_price,
        cast(coalesce(discount_amount, 0) as decimal(18, 2)) as discount_amount,
        cast(coalesce(tax_amount, 0) as decimal(18, 2)) as tax_amount,
        last_modified_timestamp,
        _loaded_at,
        _loaded_at as _first_loaded_at,
        _source_file,
        _row_hash
    from {{ ref('bronze_sales') }}
    {% if is_incremental() -%}
    where _loaded_at > {{ high_water_mark('_loaded_at', late_arrival=none) }}
    {%- endif %}

)

select
    order_id,
    order_line_number,
    customer_id,
    product_id,
    campaign_id,
    order_timestamp,
    quantity,
    unit_price,
    discount_amount,
    tax_amount,
    last_modified_timestamp,
    _loaded_at,
    _first_loaded_at
from cleansed
-- a line without a quantity or a price is no sale; analyses/rejected_sales.sql lists them
where order_id is not null
    and order_line_number is not null
    and order_timestamp is not null
    and quantity > 0
    and unit_price is not null
qualify {{ is_latest_version('order_id, order_line_number') }}
