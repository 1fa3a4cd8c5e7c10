with totals as (

    select
        dim_channel_sk,
        sum(impressions) as impressions,
        sum(clicks) as clicks,
        sum(cost) as cost,
        sum(conversions) as conversions,
        sum(revenue) as revenue
    from {{ ref('mtln_fact_performance') }}
    group by dim_channel_sk

)

select
    channel.channel_code,
    channel.channel_name,
    channel.channel_type,
    coalesce(totals.impressions, 0) as impressions,
    coalesce(totals.clicks, 0) as clicks,
    coalesce(totals.cost, 0) as cost,
    coalesce(totals.conversions, 0) as conversions,
    coalesce(totals.revenue, 0) as revenue,
    {{ safe_divide('totals.revenue', 'totals.cost') }} as roas,
    {{ safe_divide('totals.cost', 'totals.clicks') }} as cpc,
    {{ safe_divide('totals.clicks', 'totals.impressions') }} as ctr,
    {{ safe_divide('totals.conversions', 'totals.clicks') }} as conversion_rate,
    {{ safe_divide('totals.cost', 'totals.conversions') }} as cost_per_conversion
from {{ ref('mtln_dim_channel') }} as channel
left join totals on totals.dim_channel_sk = channel.dim_channel_sk
