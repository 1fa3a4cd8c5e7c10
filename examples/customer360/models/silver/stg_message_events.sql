{#- What happened to e-mails and pushes, each event once. -#}
{{ config(
    materialized='incremental',
    incremental_strategy='insert_overwrite',
    partition_by={'field': 'event_date', 'data_type': 'date'},
    cluster_by=['channel', 'event_type']
) }}

{%- set emails, pushes = ref('bronze_braze_email_events'), ref('bronze_braze_push_events') -%}
{%- set date = 'date(timestamp_seconds(time))' -%}
{%- if is_incremental() -%}
    {%- set dates = (touched_dates(emails, date) + touched_dates(pushes, date)) | unique | sort -%}
{%- endif %}

select *
from (
    {%- for relation, channel, is_machine in [(emails, 'email', 'coalesce(machine_open, false)'), (pushes, 'push', 'false')] %}
    select
        id as event_id,
        user_id as braze_id,
        '{{ channel }}' as channel,
        lower(regexp_extract(event_type, r'([A-Za-z]+)$')) as event_type,
        campaign_id,
        campaign_name,
        timestamp_seconds(time) as event_at,
        {{ date }} as event_date,
        {{ is_machine }} as is_machine_open,
        delivery_date
    from {{ relation }}
    {% if is_incremental() -%}
    where delivery_date >= '{{ dates | first | default('9999-12-31') }}' and {{ in_dates(date, dates) }}
    {%- else -%}
    where delivery_date >= '1900-01-01'
    {%- endif %}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
) as events
qualify row_number() over (partition by event_id order by delivery_date) = 1
