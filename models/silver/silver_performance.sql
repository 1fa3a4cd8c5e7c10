{{ config(unique_key=['campaign_id', 'channel_code', 'performance_date'], surrogate_key='performance_sk') }}

with cleansed as (

    select
        {{ clean_code('campaign_id') }} as campaign_id,
        {{ clean_code('channel_code') }} as channel_code,
        performance_date,
        coalesce(impressions, 0) as impressions,
        -- an ad platform that reports no clicks of a day with conversions had at least these
        greatest(coalesce(clicks, 0), coalesce(conversions, 0)) as clicks,
        cast(abs(coalesce(cost, 0)) as decimal(18, 2)) as cost,
        coalesce(conversions, 0) as conversions,
        cast(coalesce(revenue, 0) as decimal(18, 2)) as revenue,
        last_modified_timestamp,
        _loaded_at,
        _loaded_at as _first_loaded_at,
        _source_file,
        _row_hash
    from {{ ref('bronze_performance') }}
    {% if is_incremental() -%}
    where _loaded_at > {{ high_water_mark('_loaded_at', late_arrival=none) }}
    {%- endif %}

)

select
    campaign_id,
    channel_code,
    performance_date,
    impressions,
    clicks,
    cost,
    conversions,
    revenue,
    last_modified_timestamp,
    _loaded_at,
    _first_loaded_at
from cleansed
where campaign_id is not null
    and channel_code is not null
    and performance_date is not null
qualify {{ is_latest_version('campaign_id, channel_code, performance_date') }}
