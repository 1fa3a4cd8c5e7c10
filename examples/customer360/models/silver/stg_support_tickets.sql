{#- Tickets as they are now. -#}
{{ config(
    materialized='incremental',
    unique_key='ticket_id',
    partition_by={'field': 'ticket_date', 'data_type': 'date'},
    cluster_by=['zendesk_user_id']
) }}

with delivered as (

    select
        cast(id as string) as ticket_id,
        cast(requester_id as string) as zendesk_user_id,
        subject,
        priority,
        via.channel as channel,
        status,
        status in ('solved', 'closed') as is_solved,
        solved_at,
        metric_set.reply_time_in_minutes.calendar as reply_minutes,
        nullif(satisfaction_rating.score, 'unoffered') as satisfaction,
        created_at as opened_at,
        date(created_at) as ticket_date,
        updated_at,
        delivery_date,
        min(delivery_date) over (partition by id) as first_delivery_date
    from {{ ref('bronze_zendesk_tickets') }}
    where delivery_date >= '1900-01-01'
        {%- if is_incremental() %}
        and delivery_date > '{{ last_delivery_of_this() }}'
        {%- endif %}
    qualify row_number() over (partition by id order by updated_at desc, delivery_date desc) = 1

)

{%- if not is_incremental() %}

select * from delivered
{%- else %}

select
    d.* except (first_delivery_date),
    coalesce(least(d.first_delivery_date, known.first_delivery_date), d.first_delivery_date) as first_delivery_date
from delivered as d
left join {{ this }} as known on known.ticket_id = d.ticket_id
where known.ticket_id is null or d.updated_at >= known.updated_at
{%- endif %}
