{{ config(materialized='materialized_view', on_configuration_change='apply', enable_refresh=true, refresh_interval_minutes=60, partition_expiration_days=none) }}

select
    session_date,
    source_system,
    channel,
    device_category,
    count(*) as num_sessions,
    sum(num_page_views) as num_page_views,
    sum(num_events) as num_events,
    sum(num_add_to_carts) as num_add_to_carts,
    countif(is_bounce) as num_bounces
from {{ ref('stg_sessions') }}
group by session_date, source_system, channel, device_category
