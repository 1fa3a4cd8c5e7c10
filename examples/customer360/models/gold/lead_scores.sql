{#- Who has not bought yet, and how near to it they are. -#}
{{ config(
    materialized='table',
    partition_by={'field': 'score_date', 'data_type': 'date'},
    cluster_by=['lead_grade']
) }}

with parts as (

    select
        customer_id,
        full_name,
        email,
        country,
        coalesce(first_channel, if(has_salesforce, 'sales', 'unknown')) as lead_source,
        lead_status,
        lead_rating,
        num_opportunities,
        open_pipeline_amount,
        engagement_score,
        profile_completeness_score,
        num_web_sessions_30d,
        num_add_to_carts,
        num_product_views,
        days_since_last_activity,
        has_marketing_consent,
        {{ clamped('if(email is not null, 30, 0) + if(phone is not null, 20, 0) + if(has_salesforce, 20, 0) + case lead_rating when \'Hot\' then 30 when \'Warm\' then 15 else 0 end') }} as fit_score,
        {{ clamped(points('num_product_views', 6, 30) ~ ' + ' ~ points('num_add_to_carts', 3, 40) ~ ' + ' ~ points('num_web_sessions_30d', 6, 30)) }} as intent_score
    from {{ ref('stg_customer_360') }}
    where not is_customer and last_activity_date > '1900-01-01'

),

scored as (

    select
        *,
        {{ clamped('0.35 * fit_score + 0.4 * intent_score + 0.25 * engagement_score - least(days_since_last_activity, 60) / 3') }} as lead_score
    from parts

)

select
    customer_id,
    current_date() as score_date,
    full_name,
    email,
    country,
    lead_source,
    lead_status,
    lead_rating,
    fit_score,
    intent_score,
    engagement_score,
    lead_score,
    case
        when lead_score >= 60 then 'A'
        when lead_score >= 45 then 'B'
        when lead_score >= 30 then 'C'
        when lead_score >= 15 then 'D'
        else 'F'
    end as lead_grade,
    round(1 / (1 + exp((55 - lead_score) / 10)), 4) as conversion_probability,
    case
        when lead_score >= 60 then 'ready'
        when lead_score >= 35 then 'nurture'
        else 'not_ready'
    end as sales_readiness,
    case
        when num_opportunities > 0 then 'sales_qualified'
        when lead_score >= 45 then 'marketing_qualified'
        when lead_score >= 15 then 'engaged'
        else 'unqualified'
    end as qualification_status,
    case
        when num_opportunities > 0 then 'Follow up on the open deal'
        when lead_score >= 60 and email is not null then 'Call this week'
        when num_add_to_carts > 0 and has_marketing_consent then 'Send the cart reminder'
        when has_marketing_consent then 'Add to the nurturing series'
        else 'Ask for consent'
    end as next_action,
    open_pipeline_amount,
    days_since_last_activity
from scored
