{#-
    All that is known of a person, in a row. Made anew by every run, since a new identity can bring two persons together; people of whom
    nothing was heard for a year go with their partition.
-#}
{{ config(
    materialized='table',
    partition_by={'field': 'last_activity_date', 'data_type': 'date', 'granularity': 'month'},
    cluster_by=['customer_id']
) }}

with graph as (

    select * from {{ ref('stg_identity_graph') }} where last_seen_date > '1900-01-01'

),

people as (

    select
        customer_id,
        {{ best_of('email') }} as email,
        {{ best_of('email_domain') }} as email_domain,
        {{ best_of('trim(first_name_raw)') }} as first_name,
        {{ best_of('trim(last_name_raw)') }} as last_name,
        {{ best_of('phone') }} as phone,
        {{ best_of('postal_code') }} as postal_code,
        {{ best_of('city') }} as city,
        {{ best_of('country') }} as country,
        min(created_at) as first_seen_at,
        max(updated_at) as last_profile_change_at,
        count(*) as num_identities,
        count(distinct case when identity_system like 'salesforce%' then 'salesforce' else identity_system end) as num_systems,
        logical_or(identity_system = 'shopify') as has_shopify,
        logical_or(identity_system like 'salesforce%') as has_salesforce,
        logical_or(identity_system = 'braze') as has_braze,
        logical_or(identity_system = 'zendesk') as has_zendesk,
        logical_or(identity_system = 'ga360') as has_web,
        logical_or(identity_system = 'firebase') as has_app,
        logical_or(identity_system = 'google_ads') as has_ad_click,
        max(case when identity_system = 'shopify' then identity_id end) as shopify_customer_id,
        max(case when identity_system = 'braze' then identity_id end) as braze_id,
        max(case when identity_system = 'zendesk' then identity_id end) as zendesk_user_id,
        max(case when identity_system = 'salesforce_contact' then identity_id end) as salesforce_contact_id,
        max(case when identity_system = 'salesforce_lead' then identity_id end) as salesforce_lead_id,
        max(case when identity_system = 'salesforce_lead' then profile_status end) as lead_status,
        max(case when identity_system = 'salesforce_lead' then profile_segment end) as lead_rating,
        max(case when identity_system = 'braze' then profile_segment end) as loyalty_tier,
        logical_or(match_method = 'fuzzy') as is_matched_fuzzily,
        min(match_confidence) as min_match_confidence,
        coalesce(logical_and(has_consent), false) as has_marketing_consent
    from graph
    group by customer_id

),

orders as (

    select
        g.customer_id,
        count(*) as num_orders,
        sum(o.revenue) as total_revenue,
        round(avg(o.revenue), 2) as avg_order_value,
        max(o.revenue) as max_order_value,
        min(o.ordered_at) as first_order_at,
        max(o.ordered_at) as last_order_at,
        countif(o.order_date >= date_sub(current_date(), interval 30 day)) as num_orders_30d,
        sum(if(o.order_date >= date_sub(current_date(), interval 30 day), o.revenue, 0)) as revenue_30d,
        sum(if(o.order_date >= date_sub(current_date(), interval 90 day), o.revenue, 0)) as revenue_90d,
        sum(o.num_units) as num_units,
        sum(o.discount_amount) as total_discount_amount,
        count(distinct o.order_date) as num_order_days
    from {{ ref('stg_orders') }} as o
    inner join graph as g on g.identity_system = 'shopify' and g.identity_id = o.shopify_customer_id
    where not o.is_refunded and not o.is_cancelled
    group by g.customer_id

),

refunds as (

    select g.customer_id, count(*) as num_refunds
    from {{ ref('stg_orders') }} as o
    inner join graph as g on g.identity_system = 'shopify' and g.identity_id = o.shopify_customer_id
    where o.is_refunded
    group by g.customer_id

),

web as (

    select
        g.customer_id,
        count(*) as num_web_sessions,
        countif(s.session_date >= date_sub(current_date(), interval 30 day)) as num_web_sessions_30d,
        sum(s.num_page_views) as num_page_views,
        sum(s.num_product_views) as num_product_views,
        sum(s.num_add_to_carts) as num_add_to_carts,
        countif(s.is_bounce) as num_bounces,
        round(avg(s.duration_seconds), 1) as avg_session_seconds,
        min(s.started_at) as first_web_session_at,
        max(s.started_at) as last_web_session_at,
        array_agg(s.channel order by s.started_at, s.session_id limit 1)[offset(0)] as first_channel,
        array_agg(s.channel order by s.started_at desc, s.session_id limit 1)[offset(0)] as last_channel,
        max_by(s.device_category, s.started_at) as last_device_category
    from {{ ref('stg_sessions') }} as s
    inner join graph as g on g.identity_system = s.source_system and g.identity_id = s.anonymous_id
    where s.source_system = 'ga360'
    group by g.customer_id

),

app as (

    select
        g.customer_id,
        count(*) as num_app_sessions,
        countif(s.session_date >= date_sub(current_date(), interval 30 day)) as num_app_sessions_30d,
        sum(s.num_events) as num_app_events,
        sum(s.num_add_to_carts) as num_app_add_to_carts,
        max(s.started_at) as last_app_session_at
    from {{ ref('stg_sessions') }} as s
    inner join graph as g on g.identity_system = s.source_system and g.identity_id = s.anonymous_id
    where s.source_system = 'firebase'
    group by g.customer_id

),

messages as (

    select
        g.customer_id,
        countif(m.event_type = 'send') as num_messages_sent,
        countif(m.event_type = 'open' and not m.is_machine_open) as num_messages_opened,
        countif(m.event_type = 'click') as num_messages_clicked,
        countif(m.event_type = 'bounce') as num_messages_bounced,
        countif(m.event_type = 'open' and not m.is_machine_open and m.event_date >= date_sub(current_date(), interval 30 day)) as num_messages_opened_30d,
        logical_or(m.event_type = 'unsubscribe') as has_unsubscribed,
        max(if(m.event_type in ('open', 'click'), m.event_at, null)) as last_message_opened_at
    from {{ ref('stg_message_events') }} as m
    inner join graph as g on g.identity_system = 'braze' and g.identity_id = m.braze_id
    group by g.customer_id

),

tickets as (

    select
        g.customer_id,
        count(*) as num_tickets,
        countif(not t.is_solved) as num_open_tickets,
        countif(t.ticket_date >= date_sub(current_date(), interval 90 day)) as num_tickets_90d,
        countif(t.priority in ('high', 'urgent')) as num_urgent_tickets,
        round(avg(t.reply_minutes), 1) as avg_reply_minutes,
        countif(t.satisfaction = 'good') as num_good_ratings,
        countif(t.satisfaction = 'bad') as num_bad_ratings,
        max(t.opened_at) as last_ticket_at
    from {{ ref('stg_support_tickets') }} as t
    inner join graph as g on g.identity_system = 'zendesk' and g.identity_id = t.zendesk_user_id
    group by g.customer_id

),

deals as (

    select
        g.customer_id,
        count(*) as num_opportunities,
        sum(if(not d.is_closed, d.amount, 0)) as open_pipeline_amount,
        sum(if(d.is_won, d.amount, 0)) as won_amount
    from {{ ref('stg_opportunities') }} as d
    inner join graph as g on g.identity_system = 'salesforce_contact' and g.identity_id = d.salesforce_contact_id
    group by g.customer_id

),

joined as (

    select
        p.* except (has_marketing_consent),
        concat(coalesce(p.first_name, ''), ' ', coalesce(p.last_name, '')) as full_name,
        p.has_marketing_consent and not coalesce(m.has_unsubscribed, false) as has_marketing_consent,
        coalesce(o.num_orders, 0) > 0 as is_customer,
        coalesce(o.num_orders, 0) as num_orders,
        coalesce(o.total_revenue, 0) as total_revenue,
        o.avg_order_value,
        o.max_order_value,
        o.first_order_at,
        o.last_order_at,
        date_diff(current_date(), date(o.last_order_at), day) as days_since_last_order,
        coalesce(o.num_orders_30d, 0) as num_orders_30d,
        coalesce(o.revenue_30d, 0) as revenue_30d,
        coalesce(o.revenue_90d, 0) as revenue_90d,
        coalesce(o.num_units, 0) as num_units,
        coalesce(o.total_discount_amount, 0) as total_discount_amount,
        round(safe_divide(date_diff(date(o.last_order_at), date(o.first_order_at), day), nullif(o.num_order_days - 1, 0)), 1) as avg_days_between_orders,
        coalesce(r.num_refunds, 0) as num_refunds,
        {{ share('r.num_refunds', 'coalesce(r.num_refunds, 0) + coalesce(o.num_orders, 0)') }} as refund_rate,
        coalesce(w.num_web_sessions, 0) as num_web_sessions,
        coalesce(w.num_web_sessions_30d, 0) as num_web_sessions_30d,
        coalesce(w.num_page_views, 0) as num_page_views,
        coalesce(w.num_product_views, 0) as num_product_views,
        coalesce(w.num_add_to_carts, 0) as num_add_to_carts,
        {{ share('w.num_bounces', 'w.num_web_sessions') }} as bounce_rate,
        w.avg_session_seconds,
        w.first_web_session_at,
        w.last_web_session_at,
        w.first_channel,
        w.last_channel,
        w.last_device_category,
        coalesce(a.num_app_sessions, 0) as num_app_sessions,
        coalesce(a.num_app_sessions_30d, 0) as num_app_sessions_30d,
        coalesce(a.num_app_events, 0) as num_app_events,
        a.last_app_session_at,
        coalesce(m.num_messages_sent, 0) as num_messages_sent,
        coalesce(m.num_messages_opened, 0) as num_messages_opened,
        coalesce(m.num_messages_clicked, 0) as num_messages_clicked,
        coalesce(m.num_messages_opened_30d, 0) as num_messages_opened_30d,
        {{ share('m.num_messages_opened', 'm.num_messages_sent') }} as message_open_rate,
        {{ share('m.num_messages_clicked', 'm.num_messages_sent') }} as message_click_rate,
        coalesce(m.has_unsubscribed, false) as has_unsubscribed,
        m.last_message_opened_at,
        coalesce(t.num_tickets, 0) as num_tickets,
        coalesce(t.num_open_tickets, 0) as num_open_tickets,
        coalesce(t.num_tickets_90d, 0) as num_tickets_90d,
        coalesce(t.num_urgent_tickets, 0) as num_urgent_tickets,
        t.avg_reply_minutes,
        coalesce(t.num_good_ratings, 0) as num_good_ratings,
        coalesce(t.num_bad_ratings, 0) as num_bad_ratings,
        t.last_ticket_at,
        coalesce(d.num_opportunities, 0) as num_opportunities,
        coalesce(d.open_pipeline_amount, 0) as open_pipeline_amount,
        coalesce(d.won_amount, 0) as won_amount,
        date(greatest(
            coalesce(o.last_order_at, p.first_seen_at), coalesce(w.last_web_session_at, p.first_seen_at), coalesce(a.last_app_session_at, p.first_seen_at),
            coalesce(m.last_message_opened_at, p.first_seen_at), coalesce(t.last_ticket_at, p.first_seen_at), p.last_profile_change_at
        )) as last_activity_date
    from people as p
    left join orders as o on o.customer_id = p.customer_id
    left join refunds as r on r.customer_id = p.customer_id
    left join web as w on w.customer_id = p.customer_id
    left join app as a on a.customer_id = p.customer_id
    left join messages as m on m.customer_id = p.customer_id
    left join tickets as t on t.customer_id = p.customer_id
    left join deals as d on d.customer_id = p.customer_id

),

scored as (

    select
        *,
        date_diff(current_date(), last_activity_date, day) as days_since_last_activity,
        {{ clamped(
            points('num_web_sessions_30d', 8, 25) ~ ' + ' ~ points('num_app_sessions_30d', 12, 25) ~ ' + ' ~ points('num_messages_opened_30d', 4, 20)
            ~ ' + ' ~ points('num_orders_30d', 2, 20) ~ ' + ' ~ points('num_add_to_carts', 6, 10)
        ) }} as engagement_score,
        {{ clamped(
            'if(email is not null, 25, 0) + if(first_name is not null, 10, 0) + if(last_name is not null, 10, 0) + if(phone is not null, 15, 0) + if(country is not null, 10, 0)'
            ~ ' + if(city is not null, 5, 0) + if(postal_code is not null, 5, 0) + if(has_marketing_consent, 10, 0) + ' ~ points('num_systems', 5, 10)
        ) }} as profile_completeness_score
    from joined

)

select
    *,
    case
        when is_customer and days_since_last_order > 90 then 'lapsed'
        when is_customer and num_orders >= 3 then 'loyal'
        when is_customer and num_orders = 2 then 'repeat'
        when is_customer then 'new_customer'
        when engagement_score >= 40 then 'engaged_prospect'
        when has_salesforce and num_opportunities > 0 then 'opportunity'
        else 'prospect'
    end as lifecycle_stage,
    case
        when days_since_last_activity > 60 then 'high'
        when days_since_last_activity > 21 or engagement_score < 15 then 'medium'
        else 'low'
    end as churn_risk_category
from scored
