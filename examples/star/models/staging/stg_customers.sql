-- One row a customer and day of a change: the last that was written that day.
with cleaned as (

    select
        {{ code('customer_id') }} as customer_id,
        {{ name_case('first_name') }} as first_name,
        {{ name_case('last_name') }} as last_name,
        {{ valid_email('email') }} as email,
        trim(city) as city,
        {{ code('country_code') }} as country_code,
        lower(trim(customer_segment)) as customer_segment,
        segment_start_date,
        cast(signed_up_at as date) as signup_date,
        updated_at
    from {{ source('raw', 'customers') }}

)

{{ latest('cleaned', ['customer_id', 'segment_start_date'], 'updated_at') }}
