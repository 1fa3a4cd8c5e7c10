{#- Campaigns of Google Ads and Braze in one list. -#}
{{ config(materialized='view', partition_expiration_days=none) }}

select
    cast(campaign_id as string) as campaign_id,
    campaign_name,
    'google_ads' as source_system,
    'paid_search' as channel,
    lower(advertising_channel_type) as campaign_type,
    campaign_status = 'ENABLED' as is_active,
    cast(campaign_budget_amount_micros / 1000000 as numeric) as daily_budget,
    campaign_start_date as start_date
from {{ latest(ref('bronze_google_ads_campaigns'), 'campaign_id', 'data_date') }} as latest

union all

select
    id,
    name,
    'braze',
    channels[safe_offset(0)],
    schedule_type,
    not draft and not archived,
    cast(null as numeric),
    date(created_at)
from {{ latest(ref('bronze_braze_campaigns'), 'id', 'updated_at') }} as latest
