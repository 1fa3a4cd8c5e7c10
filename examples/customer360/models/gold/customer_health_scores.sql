{#- How well it goes with each customer, from 0 to 100, why, and what is to be done. -#}
{{ config(
    materialized='table',
    partition_by={'field': 'score_date', 'data_type': 'date'},
    cluster_by=['health_category']
) }}

with parts as (

    select
        customer_id,
        full_name,
        email,
        country,
        lifecycle_stage,
        engagement_score,
        total_revenue,
        num_orders,
        days_since_last_order,
        days_since_last_activity,
        num_open_tickets,
        num_bad_ratings,
        refund_rate,
        has_marketing_consent,
        {{ clamped('100 - coalesce(days_since_last_order, 365) * 100 / 180') }} as recency_score,
        {{ clamped(points('num_orders', 5, 60) ~ ' + ' ~ points('total_revenue', 1000, 40)) }} as value_score,
        {{ clamped('100 - num_open_tickets * 25 - num_bad_ratings * 30 - refund_rate * 100') }} as satisfaction_score
    from {{ ref('stg_customer_360') }}
    where is_customer and last_activity_date > '1900-01-01'

),

scored as (

    select
        *,
        {{ clamped('0.35 * recency_score + 0.25 * engagement_score + 0.2 * value_score + 0.2 * satisfaction_score') }} as health_score
    from parts

)

select
    customer_id,
    current_date() as score_date,
    full_name,
    email,
    country,
    lifecycle_stage,
    health_score,
    case
        when health_score >= 75 then 'healthy'
        when health_score >= 50 then 'stable'
        when health_score >= 30 then 'at_risk'
        else 'critical'
    end as health_category,
    recency_score,
    engagement_score,
    value_score,
    satisfaction_score,
    round(1 / (1 + exp((health_score - 45) / 12)), 4) as churn_probability,
    case
        when health_score < 30 then 'high'
        when health_score < 55 then 'medium'
        else 'low'
    end as churn_risk,
    total_revenue,
    num_orders,
    days_since_last_order,
    days_since_last_activity,
    array_to_string(array_concat(
        if(num_open_tickets > 0, ['Solve the open tickets'], cast([] as array<string>)),
        if(num_bad_ratings > 0, ['Call after the bad rating'], cast([] as array<string>)),
        if(coalesce(days_since_last_order, 365) > 45 and has_marketing_consent, ['Send the win-back series'], cast([] as array<string>)),
        if(engagement_score < 20 and has_marketing_consent, ['Invite to the app'], cast([] as array<string>)),
        if(value_score >= 70 and health_score >= 60, ['Offer the VIP preview'], cast([] as array<string>)),
        if(not has_marketing_consent, ['Ask for consent'], cast([] as array<string>))
    ), '; ') as recommended_actions
from scored
