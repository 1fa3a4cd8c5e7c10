-- What the shop says that campaigns bring, beside what the ad platforms say.
with shop as (

    select dim_campaign_sk, sum(revenue) as shop_revenue
    from {{ ref('mtln_fact_sales') }}
    group by dim_campaign_sk

),

platforms as (

    select dim_campaign_sk, sum(cost) as cost, sum(revenue) as platform_revenue
    from {{ ref('mtln_fact_performance') }}
    group by dim_campaign_sk

)

select
    campaign.campaign_id,
    campaign.campaign_name,
    platforms.cost,
    platforms.platform_revenue,
    shop.shop_revenue,
    {{ safe_divide('shop.shop_revenue', 'platforms.cost') }} as shop_roas
from {{ ref('mtln_dim_campaign') }} as campaign
left join shop on shop.dim_campaign_sk = campaign.dim_campaign_sk
left join platforms on platforms.dim_campaign_sk = campaign.dim_campaign_sk
order by shop.shop_revenue desc nulls last
