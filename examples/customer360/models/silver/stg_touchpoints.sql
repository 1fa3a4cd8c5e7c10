{#-
    What reached somebody, and through which channel: sessions on the web, clicks in e-mails, opened pushes. A session that an e-mail
    brought is told by its click.
-#}
{{ config(materialized='view', partition_expiration_days=none) }}

select
    session_id as touchpoint_id,
    'ga360' as identity_system,
    anonymous_id as identity_id,
    started_at as touched_at,
    session_date as touch_date,
    channel,
    campaign_id,
    campaign_name,
    delivery_date
from {{ ref('stg_sessions') }}
where source_system = 'ga360'
    and channel != 'email'

union all

select
    event_id,
    'braze',
    braze_id,
    event_at,
    event_date,
    channel,
    campaign_id,
    campaign_name,
    delivery_date
from {{ ref('stg_message_events') }}
where (channel = 'email' and event_type = 'click')
    or (channel = 'push' and event_type = 'open')
