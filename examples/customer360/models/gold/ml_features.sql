{#-
    What was known of each customer at the beginning of each day (UTC), for models to learn from. Point-in-time correct: nothing counts
    that happened at the snapshot or later, nor what was only delivered then; a refund or a solved ticket counts from when it was.
-#}
{{ config(
    materialized='incremental',
    incremental_strategy='insert_overwrite',
    partition_by={'field': 'snapshot_date', 'data_type': 'date'},
    cluster_by=['customer_id'],
    require_partition_filter=true
) }}

{%- set windows = [7, 30, 90] %}

with snapshots as (

    select snapshot_date
    from unnest(generate_date_array(
        (select date_add(min(session_date), interval {{ var('features_burn_in_days') }} day) from {{ ref('stg_sessions') }}),
        current_date()
    )) as snapshot_date
    {%- if is_incremental() %}
    where snapshot_date > date_sub(current_date(), interval {{ var('features_restitched_days') }} day)
    {%- endif %}

),

graph as (

    select * from {{ ref('stg_identity_graph') }} where last_seen_date > '1900-01-01'

),

people as (

    select
        s.snapshot_date,
        g.customer_id,
        count(*) as num_identities,
        count(distinct g.identity_system) as num_systems,
        max(date_diff(s.snapshot_date, date(g.created_at), day)) as customer_age_days,
        logical_or(g.identity_system = 'shopify') as has_shopify,
        logical_or(g.identity_system = 'firebase') as has_app,
        logical_or(g.email is not null) as has_email,
        logical_or(g.phone is not null) as has_phone
    from graph as g
    inner join snapshots as s on g.created_at < timestamp(s.snapshot_date)
    group by s.snapshot_date, g.customer_id

),

orders as (

    select
        s.snapshot_date,
        g.customer_id,
        {%- for days in windows %}
        countif(o.order_date >= date_sub(s.snapshot_date, interval {{ days }} day)) as num_orders_{{ days }}d,
        sum(if(o.order_date >= date_sub(s.snapshot_date, interval {{ days }} day), o.revenue, 0)) as revenue_{{ days }}d,
        {%- endfor %}
        count(*) as num_orders,
        sum(o.revenue) as total_revenue,
        round(avg(o.revenue), 2) as avg_order_value,
        max(o.revenue) as max_order_value,
        sum(o.num_units) as num_units,
        sum(o.discount_amount) as total_discount_amount,
        max(o.num_products) as max_products_per_order,
        date_diff(s.snapshot_date, max(o.order_date), day) as days_since_last_order,
        date_diff(s.snapshot_date, min(o.order_date), day) as days_since_first_order,
        count(distinct o.order_date) as num_order_days,
        countif(o.refunded_at < timestamp(s.snapshot_date)) as num_refunds
    from {{ ref('stg_orders') }} as o
    inner join snapshots as s on o.ordered_at < timestamp(s.snapshot_date) and o.first_delivery_date < s.snapshot_date
    inner join graph as g on g.identity_system = 'shopify' and g.identity_id = o.shopify_customer_id
    group by s.snapshot_date, g.customer_id

),

web as (

    select
        s.snapshot_date,
        g.customer_id,
        {%- for days in windows %}
        countif(v.session_date >= date_sub(s.snapshot_date, interval {{ days }} day)) as num_web_sessions_{{ days }}d,
        sum(if(v.session_date >= date_sub(s.snapshot_date, interval {{ days }} day), v.num_page_views, 0)) as num_page_views_{{ days }}d,
        sum(if(v.session_date >= date_sub(s.snapshot_date, interval {{ days }} day), v.num_product_views, 0)) as num_product_views_{{ days }}d,
        sum(if(v.session_date >= date_sub(s.snapshot_date, interval {{ days }} day), v.num_add_to_carts, 0)) as num_add_to_carts_{{ days }}d,
        {%- endfor %}
        {%- for channel in ['paid_search', 'organic_search', 'email', 'social', 'referral', 'direct'] %}
        countif(v.channel = '{{ channel }}' and v.session_date >= date_sub(s.snapshot_date, interval 90 day)) as num_{{ channel }}_sessions_90d,
        {%- endfor %}
        count(*) as num_web_sessions,
        round(avg(v.duration_seconds), 1) as avg_session_seconds,
        round(countif(v.is_bounce) / count(*), 4) as bounce_rate,
        date_diff(s.snapshot_date, max(v.session_date), day) as days_since_last_web_session
    from {{ ref('stg_sessions') }} as v
    inner join snapshots as s on v.started_at < timestamp(s.snapshot_date) and v.first_delivery_date < s.snapshot_date
    inner join graph as g on g.identity_system = v.source_system and g.identity_id = v.anonymous_id
    where v.source_system = 'ga360'
    group by s.snapshot_date, g.customer_id

),

app as (

    select
        s.snapshot_date,
        g.customer_id,
        {%- for days in windows %}
        countif(v.session_date >= date_sub(s.snapshot_date, interval {{ days }} day)) as num_app_sessions_{{ days }}d,
        sum(if(v.session_date >= date_sub(s.snapshot_date, interval {{ days }} day), v.num_events_first_told, 0)) as num_app_events_{{ days }}d,
        {%- endfor %}
        count(*) as num_app_sessions,
        date_diff(s.snapshot_date, max(v.session_date), day) as days_since_last_app_session
    from {{ ref('stg_sessions') }} as v
    inner join snapshots as s on v.started_at < timestamp(s.snapshot_date) and v.first_delivery_date < s.snapshot_date
    inner join graph as g on g.identity_system = v.source_system and g.identity_id = v.anonymous_id
    where v.source_system = 'firebase'
    group by s.snapshot_date, g.customer_id

),

messages as (

    select
        s.snapshot_date,
        g.customer_id,
        {%- for days in windows %}
        {%- for type in ['send', 'open', 'click'] %}
        countif(m.event_type = '{{ type }}' and m.event_date >= date_sub(s.snapshot_date, interval {{ days }} day)) as num_message_{{ type }}s_{{ days }}d,
        {%- endfor %}
        {%- endfor %}
        date_diff(s.snapshot_date, max(if(m.event_type in ('open', 'click'), m.event_date, null)), day) as days_since_last_message_open,
        logical_or(m.event_type = 'unsubscribe') as has_unsubscribed
    from {{ ref('stg_message_events') }} as m
    inner join snapshots as s on m.event_at < timestamp(s.snapshot_date) and m.delivery_date < s.snapshot_date
    inner join graph as g on g.identity_system = 'braze' and g.identity_id = m.braze_id
    group by s.snapshot_date, g.customer_id

),

tickets as (

    select
        s.snapshot_date,
        g.customer_id,
        countif(t.ticket_date >= date_sub(s.snapshot_date, interval 30 day)) as num_tickets_30d,
        countif(t.ticket_date >= date_sub(s.snapshot_date, interval 90 day)) as num_tickets_90d,
        count(*) as num_tickets,
        countif(t.solved_at is null or t.solved_at >= timestamp(s.snapshot_date)) as num_open_tickets,
        countif(t.satisfaction = 'bad' and t.solved_at < timestamp(s.snapshot_date)) as num_bad_ratings
    from {{ ref('stg_support_tickets') }} as t
    inner join snapshots as s on t.opened_at < timestamp(s.snapshot_date) and t.first_delivery_date < s.snapshot_date
    inner join graph as g on g.identity_system = 'zendesk' and g.identity_id = t.zendesk_user_id
    group by s.snapshot_date, g.customer_id

)

select
    concat(p.customer_id, '-', cast(p.snapshot_date as string)) as feature_key,
    p.snapshot_date,
    p.customer_id,
    p.num_identities,
    p.num_systems,
    p.customer_age_days,
    p.has_shopify,
    p.has_app,
    p.has_email,
    p.has_phone,
    {%- for days in windows %}
    coalesce(o.num_orders_{{ days }}d, 0) as num_orders_{{ days }}d,
    coalesce(o.revenue_{{ days }}d, 0) as revenue_{{ days }}d,
    coalesce(w.num_web_sessions_{{ days }}d, 0) as num_web_sessions_{{ days }}d,
    coalesce(w.num_page_views_{{ days }}d, 0) as num_page_views_{{ days }}d,
    coalesce(w.num_product_views_{{ days }}d, 0) as num_product_views_{{ days }}d,
    coalesce(w.num_add_to_carts_{{ days }}d, 0) as num_add_to_carts_{{ days }}d,
    coalesce(a.num_app_sessions_{{ days }}d, 0) as num_app_sessions_{{ days }}d,
    coalesce(a.num_app_events_{{ days }}d, 0) as num_app_events_{{ days }}d,
    coalesce(m.num_message_sends_{{ days }}d, 0) as num_message_sends_{{ days }}d,
    coalesce(m.num_message_opens_{{ days }}d, 0) as num_message_opens_{{ days }}d,
    coalesce(m.num_message_clicks_{{ days }}d, 0) as num_message_clicks_{{ days }}d,
    {%- endfor %}
    coalesce(o.num_orders, 0) as num_orders,
    coalesce(o.total_revenue, 0) as total_revenue,
    o.avg_order_value,
    o.max_order_value,
    coalesce(o.num_units, 0) as num_units,
    coalesce(o.total_discount_amount, 0) as total_discount_amount,
    coalesce(o.max_products_per_order, 0) as max_products_per_order,
    o.days_since_last_order,
    o.days_since_first_order,
    round(safe_divide(o.days_since_first_order - o.days_since_last_order, nullif(o.num_order_days - 1, 0)), 1) as avg_days_between_orders,
    coalesce(o.num_refunds, 0) as num_refunds,
    coalesce(w.num_web_sessions, 0) as num_web_sessions,
    {%- for channel in ['paid_search', 'organic_search', 'email', 'social', 'referral', 'direct'] %}
    coalesce(w.num_{{ channel }}_sessions_90d, 0) as num_{{ channel }}_sessions_90d,
    {%- endfor %}
    w.avg_session_seconds,
    w.bounce_rate,
    w.days_since_last_web_session,
    coalesce(a.num_app_sessions, 0) as num_app_sessions,
    a.days_since_last_app_session,
    m.days_since_last_message_open,
    coalesce(m.has_unsubscribed, false) as has_unsubscribed,
    coalesce(t.num_tickets_30d, 0) as num_tickets_30d,
    coalesce(t.num_tickets_90d, 0) as num_tickets_90d,
    coalesce(t.num_tickets, 0) as num_tickets,
    coalesce(t.num_open_tickets, 0) as num_open_tickets,
    coalesce(t.num_bad_ratings, 0) as num_bad_ratings,
    {#- Of a week to what a week of the month has on average: above 1 it goes up. #}
    round(coalesce(safe_divide(w.num_web_sessions_7d * 30, w.num_web_sessions_30d * 7), 0), 4) as web_session_trend,
    round(coalesce(safe_divide(o.num_orders_30d, w.num_web_sessions_30d), 0), 4) as orders_per_web_session_30d
from people as p
left join orders as o on o.snapshot_date = p.snapshot_date and o.customer_id = p.customer_id
left join web as w on w.snapshot_date = p.snapshot_date and w.customer_id = p.customer_id
left join app as a on a.snapshot_date = p.snapshot_date and a.customer_id = p.customer_id
left join messages as m on m.snapshot_date = p.snapshot_date and m.customer_id = p.customer_id
left join tickets as t on t.snapshot_date = p.snapshot_date and t.customer_id = p.customer_id
