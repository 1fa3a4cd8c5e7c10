-- Persons, not the rows of the file: an order has a row of its own there.
with addresses as (
    select
        customer_id,
        max(case when recency_rank = 1 then zip_code_prefix end) as zip_code_prefix,
        cast(min(purchased_at) as date) as first_order_date,
        cast(max(purchased_at) as date) as last_order_date,
        cast(count(*) as bigint) as num_orders,
        cast(count(distinct zip_code_prefix) as bigint) as num_addresses
    from {{ ref('int_customer_addresses') }}
    group by customer_id
)

select
    {{ key_of(['addresses.customer_id']) }} as customer_key,
    addresses.customer_id,
    geography.geography_key,
    geography.zip_code_prefix,
    geography.city,
    geography.state,
    geography.region,
    addresses.first_order_date,
    addresses.last_order_date,
    addresses.num_orders,
    addresses.num_addresses,
    addresses.num_orders > 1 as is_repeat_customer
from addresses
inner join {{ ref('dim_geography') }} as geography on addresses.zip_code_prefix = geography.zip_code_prefix
