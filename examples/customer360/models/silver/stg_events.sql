{#- Events of web and app: what a million rows a day go through. The partitions that new deliveries tell of are worked out again. -#}
{{ config(
    materialized='incremental',
    incremental_strategy='insert_overwrite',
    partition_by={'field': 'event_date', 'data_type': 'date'},
    cluster_by=['source_system', 'event_name'],
    require_partition_filter=true
) }}

{%- set app, web = ref('bronze_firebase_events'), ref('bronze_ga360_sessions') -%}
{%- set app_date, web_date = "parse_date('%Y%m%d', event_date)", "parse_date('%Y%m%d', date)" -%}
{%- if is_incremental() -%}
    {%- set dates = (touched_dates(app, app_date) + touched_dates(web, web_date)) | unique | sort -%}
{%- endif %}

with app_events as (

    select
        to_hex(md5(concat(user_pseudo_id, '|', cast(event_timestamp as string), '|', event_name, '|', cast(event_bundle_sequence_id as string)))) as event_id,
        'firebase' as source_system,
        user_pseudo_id as anonymous_id,
        user_id as user_key,
        concat(user_pseudo_id, '.', cast((select p.value.int_value from unnest(event_params) as p where p.key = 'ga_session_id') as string)) as session_id,
        event_name,
        timestamp_micros(event_timestamp) as event_at,
        {{ app_date }} as event_date,
        (select p.value.string_value from unnest(event_params) as p where p.key = 'firebase_screen') as page,
        (select p.value.int_value from unnest(event_params) as p where p.key = 'engagement_time_msec') as engagement_ms,
        lower(platform) as platform,
        geo.country as country,
        geo.city as city,
        delivery_date
    from {{ app }}
    {% if is_incremental() -%}
    where delivery_date >= '{{ dates | first | default('9999-12-31') }}' and {{ in_dates(app_date, dates) }}
    {%- else -%}
    where delivery_date >= '1900-01-01'
    {%- endif %}

),

web_events as (

    select
        to_hex(md5(concat(s.fullVisitorId, '|', cast(s.visitId as string), '|', cast(hit.hitNumber as string)))) as event_id,
        'ga360' as source_system,
        s.fullVisitorId as anonymous_id,
        (select d.value from unnest(s.customDimensions) as d where d.index = 1) as user_key,
        concat(s.fullVisitorId, '.', cast(s.visitId as string)) as session_id,
        case
            when hit.transaction.transactionId is not null then 'purchase'
            when hit.type = 'EVENT' then hit.eventInfo.eventAction
            else 'page_view'
        end as event_name,
        timestamp_millis(s.visitStartTime * 1000 + hit.time) as event_at,
        {{ web_date }} as event_date,
        hit.page.pagePath as page,
        cast(null as int64) as engagement_ms,
        'web' as platform,
        s.geoNetwork.country as country,
        s.geoNetwork.city as city,
        s.delivery_date
    from {{ web }} as s, unnest(s.hits) as hit
    {% if is_incremental() -%}
    where s.delivery_date >= '{{ dates | first | default('9999-12-31') }}' and {{ in_dates(web_date, dates) }}
    {%- else -%}
    where s.delivery_date >= '1900-01-01'
    {%- endif %}

)

select *
from (
    select * from app_events
    union all
    select * from web_events
) as events
qualify row_number() over (partition by event_id order by delivery_date) = 1
