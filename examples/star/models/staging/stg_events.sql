-- One row an event of a person: no robots, nothing without a time, no repeats.
with cleaned as (

    select
        event_id,
        session_id,
        {{ code('customer_id') }} as customer_id,
        lower(event_type) as event_type,
        {{ code('product_id') }} as product_id,
        device,
        cast(occurred_at as timestamp) as occurred_at
    from {{ source('raw', 'clickstream') }}
    where occurred_at is not null
        and lower(user_agent) not like '%bot%'

)

{{ latest('cleaned', ['event_id'], 'occurred_at') }}
