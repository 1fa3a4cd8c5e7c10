-- plan to date: the share of budget and target that the elapsed days of the flight stand for
with latest as (

    select max(date_day) as date_day
    from {{ ref('mtln_dim_date') }}
    where dim_date_sk = (select max(dim_date_sk) from {{ ref('mtln_fact_performance') }})

),

flights as (

    select
        campaign.dim_campaign_sk,
        campaign.campaign_id,
        campaign.campaign_name,
        campaign.status,
        campaign.budget_amount,
        campaign.target_revenue,
        greatest({{ dbt.datediff('campaign.start_date', 'least(campaign.end_date, latest.date_day)', 'day') }} + 1, 0) as elapsed_days,
        {{ dbt.datediff('campaign.start_date', 'campaign.end_date', 'day') }} + 1 as flight_days
    from {{ ref('mtln_dim_campaign') }} as campaign
    cross join latest
    where campaign.dim_campaign_sk > 0

),

plans as (

    select
        *,
        cast(budget_amount * elapsed_days / flight_days as decimal(18, 2)) as budget_to_date,
        cast(target_revenue * elapsed_days / flight_days as decimal(18, 2)) as target_to_date
    from flights

),

actuals as (

    select
        dim_campaign_sk,
        sum(cost) as cost,
        sum(revenue) as revenue
    from {{ ref('mtln_fact_performance') }}
    group by dim_campaign_sk

),

compared as (

    select
        plans.*,
        coalesce(actuals.cost, 0) as cost,
        coalesce(actuals.revenue, 0) as revenue,
        {{ safe_divide('coalesce(actuals.cost, 0) - plans.budget_to_date', 'plans.budget_to_date') }} as budget_deviation,
        {{ safe_divide('coalesce(actuals.revenue, 0) - plans.target_to_date', 'plans.target_to_date') }} as target_deviation
    from plans
    left join actuals on actuals.dim_campaign_sk = plans.dim_campaign_sk

)

select
    campaign_id,
    campaign_name,
    status,
    budget_amount,
    budget_to_date,
    cost,
    budget_deviation,
    target_revenue,
    target_to_date,
    revenue,
    target_deviation,
    case
        when budget_deviation >= 0.2 then 'red'
        when target_deviation <= -0.1 then 'yellow'
        else 'green'
    end as budget_status
from compared
