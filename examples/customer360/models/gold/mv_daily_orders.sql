{{ config(materialized='materialized_view', on_configuration_change='apply', enable_refresh=true, refresh_interval_minutes=60, partition_expiration_days=none) }}

select
    order_date,
    currency,
    count(*) as num_orders,
    sum(num_units) as num_units,
    sum(revenue) as revenue,
    sum(discount_amount) as discount_amount
from {{ ref('stg_orders') }}
group by order_date, currency
