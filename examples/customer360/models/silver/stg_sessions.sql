{#- Sessions of web (as GA360 cut them) and app (its events put together). -#}
{{ config(
    materialized='incremental',
    incremental_strategy='insert_overwrite',
    partition_by={'field': 'session_date', 'data_type': 'date'},
    cluster_by=['source_system', 'channel']
) }}

{%- set web, events = ref('bronze_ga360_sessions'), ref('stg_events') -%}
{%- set web_date = "parse_date('%Y%m%d', date)" -%}
{%- if is_incremental() -%}
    {%- set dates = (touched_dates(web, web_date) + touched_dates(events, 'event_date', "event_date > '1900-01-01'")) | unique | sort -%}
{%- endif %}

with web_sessions as (

    select
        concat(fullVisitorId, '.', cast(visitId as string)) as session_id,
        'ga360' as source_system,
        fullVisitorId as anonymous_id,
        (select d.value from unnest(customDimensions) as d where d.index = 1) as user_key,
        (select d.value from unnest(customDimensions) as d where d.index = 2) as hashed_email,
        timestamp_seconds(visitStartTime) as started_at,
        {{ web_date }} as session_date,
        lower(replace(channelGrouping, ' ', '_')) as channel,
        trafficSource.adwordsClickInfo.gclId as gclid,
        cast(trafficSource.adwordsClickInfo.campaignId as string) as campaign_id,
        nullif(trafficSource.campaign, '(not set)') as campaign_name,
        device.deviceCategory as device_category,
        geoNetwork.country as country,
        geoNetwork.city as city,
        totals.pageviews as num_page_views,
        totals.hits as num_events,
        totals.hits as num_events_first_told,
        (select count(*) from unnest(hits) as h where h.eventInfo.eventAction = 'product_view') as num_product_views,
        (select count(*) from unnest(hits) as h where h.eventInfo.eventAction = 'add_to_cart') as num_add_to_carts,
        totals.timeOnSite as duration_seconds,
        totals.bounces is not null as is_bounce,
        (select max(h.transaction.transactionId) from unnest(hits) as h) as transaction_id,
        delivery_date as first_delivery_date,
        delivery_date
    from {{ web }}
    {% if is_incremental() -%}
    where delivery_date >= '{{ dates | first | default('9999-12-31') }}' and {{ in_dates(web_date, dates) }}
    {%- else -%}
    where delivery_date >= '1900-01-01'
    {%- endif %}
    qualify row_number() over (partition by fullVisitorId, visitId order by delivery_date) = 1

),

app_sessions as (

    select
        session_id,
        source_system,
        min(anonymous_id) as anonymous_id,
        max(user_key) as user_key,
        cast(null as string) as hashed_email,
        min(event_at) as started_at,
        event_date as session_date,
        'app' as channel,
        cast(null as string) as gclid,
        cast(null as string) as campaign_id,
        cast(null as string) as campaign_name,
        'mobile' as device_category,
        min(country) as country,
        min(city) as city,
        countif(event_name = 'screen_view') as num_page_views,
        count(*) as num_events,
        countif(delivery_date = first_delivery_date) as num_events_first_told,
        countif(event_name = 'view_item') as num_product_views,
        countif(event_name = 'add_to_cart') as num_add_to_carts,
        timestamp_diff(max(event_at), min(event_at), second) as duration_seconds,
        count(*) < 3 as is_bounce,
        cast(null as string) as transaction_id,
        min(delivery_date) as first_delivery_date,
        max(delivery_date) as delivery_date
    from (
        select *, min(delivery_date) over (partition by session_id) as first_delivery_date
        from {{ events }}
        where source_system = 'firebase'
            and {% if is_incremental() %}{{ in_dates('event_date', dates) }}{% else %}event_date > '1900-01-01'{% endif %}
    ) as app_events
    group by session_id, source_system, event_date

)

select * from web_sessions
union all
select * from app_sessions
