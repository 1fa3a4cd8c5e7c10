{#- A row a campaign and day: what it cost, whom it reached, and what it brought by linear attribution. -#}
{{ config(
    materialized='table',
    partition_by={'field': 'performance_date', 'data_type': 'date'},
    cluster_by=['channel', 'campaign_id'],
    require_partition_filter=true
) }}

with ads as (

    select stat_date as performance_date, campaign_id, sum(impressions) as impressions, sum(clicks) as clicks, sum(cost) as spend
    from {{ ref('stg_ad_performance') }}
    group by stat_date, campaign_id

),

messages as (

    select
        event_date as performance_date,
        campaign_id,
        countif(event_type = 'send') as impressions,
        countif(event_type = 'click' or (channel = 'push' and event_type = 'open')) as clicks,
        cast(0 as numeric) as spend
    from {{ ref('stg_message_events') }}
    group by event_date, campaign_id

),

reach as (

    select * from ads
    union all
    select * from messages

),

touches as (

    select
        t.touch_date as performance_date,
        t.campaign_id,
        g.customer_id,
        row_number() over (partition by g.customer_id order by t.touched_at, t.touchpoint_id) = 1 as is_first
    from {{ ref('stg_touchpoints') }} as t
    inner join {{ ref('stg_identity_graph') }} as g on g.identity_system = t.identity_system and g.identity_id = t.identity_id

),

people as (

    select performance_date, campaign_id, count(*) as num_touches, count(distinct customer_id) as num_people, countif(is_first) as num_leads
    from touches
    where campaign_id is not null
    group by performance_date, campaign_id

),

{#- Revenue counts on the day of the touchpoint: what was spent that day has brought it. -#}
attributed as (

    select
        date(touched_at) as performance_date,
        campaign_id,
        sum(linear_revenue) as attributed_revenue,
        sum(linear_share) as attributed_conversions,
        sum(last_touch_revenue) as last_touch_revenue
    from {{ ref('marketing_attribution') }}
    where conversion_date > '1900-01-01' and campaign_id is not null
    group by 1, 2

),

days as (

    select performance_date, campaign_id from reach
    union distinct
    select performance_date, campaign_id from people
    union distinct
    select performance_date, campaign_id from attributed

)

select
    concat(d.campaign_id, '-', cast(d.performance_date as string)) as campaign_day_key,
    d.performance_date,
    d.campaign_id,
    c.campaign_name,
    c.source_system,
    c.channel,
    coalesce(r.impressions, 0) as impressions,
    coalesce(r.clicks, 0) as clicks,
    coalesce(r.spend, 0) as spend,
    coalesce(p.num_touches, 0) as num_touches,
    coalesce(p.num_people, 0) as num_people,
    coalesce(p.num_leads, 0) as num_leads,
    round(coalesce(a.attributed_conversions, 0), 6) as attributed_conversions,
    coalesce(a.attributed_revenue, 0) as attributed_revenue,
    coalesce(a.last_touch_revenue, 0) as last_touch_revenue,
    {{ share('r.clicks', 'r.impressions') }} as ctr,
    round(safe_divide(r.spend, nullif(r.clicks, 0)), 4) as cpc,
    round(safe_divide(r.spend, nullif(p.num_leads, 0)), 4) as cost_per_lead,
    round(safe_divide(coalesce(a.attributed_revenue, 0), nullif(r.spend, 0)), 4) as roas,
    round(safe_divide(coalesce(a.attributed_revenue, 0) - r.spend, nullif(r.spend, 0)), 4) as roi
from days as d
left join reach as r on r.performance_date = d.performance_date and r.campaign_id = d.campaign_id
left join people as p on p.performance_date = d.performance_date and p.campaign_id = d.campaign_id
left join attributed as a on a.performance_date = d.performance_date and a.campaign_id = d.campaign_id
left join {{ ref('stg_campaigns') }} as c on c.campaign_id = d.campaign_id
