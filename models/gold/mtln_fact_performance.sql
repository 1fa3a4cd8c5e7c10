-- codes that no dimension knows share the unknown member: the sum keeps the grain
with totals as (

    select
        coalesce(campaign.dim_campaign_sk, -1) as dim_campaign_sk,
        coalesce(channel.dim_channel_sk, -1) as dim_channel_sk,
        {{ date_key('performance.performance_date') }} as dim_date_sk,
        cast(sum(performance.impressions) as bigint) as impressions,
        cast(sum(performance.clicks) as bigint) as clicks,
        cast(sum(performance.cost) as decimal(18, 2)) as cost,
        cast(sum(performance.conversions) as bigint) as conversions,
        cast(sum(performance.revenue) as decimal(18, 2)) as revenue
    from {{ ref('silver_performance') }} as performance
    left join {{ ref('mtln_dim_campaign') }} as campaign on campaign.campaign_id = performance.campaign_id
    left join {{ ref('mtln_dim_channel') }} as channel on channel.channel_code = performance.channel_code
    group by 1, 2, 3

)

select
    dim_campaign_sk,
    dim_channel_sk,
    dim_date_sk,
    impressions,
    clicks,
    cost,
    conversions,
    revenue,
    {{ safe_divide('clicks', 'impressions') }} as ctr,
    {{ safe_divide('cost', 'clicks') }} as cpc,
    {{ safe_divide('revenue', 'cost') }} as roas
from totals
