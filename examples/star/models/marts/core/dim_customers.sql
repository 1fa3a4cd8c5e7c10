{{
    config(
        indexes=[
            {'columns': ['customer_key'], 'unique': true},
            {'columns': ['customer_id', 'effective_date'], 'unique': true},
        ],
        post_hook='analyze {{ this }}',
    )
}}

-- Segments are versioned (type 2): a row for each time that a customer was in one, from effective_date up to the day before expiration_date.
-- Names, address and country are overwritten in all of them (type 1): what was written last holds.
with changes as (

    select * from {{ ref('stg_customers') }}

),

-- A row that repeats the segment before it begins nothing new.
moves as (

    select
        customer_id,
        customer_segment,
        segment_start_date
    from (
        select
            customer_id,
            customer_segment,
            segment_start_date,
            lag(customer_segment) over (partition by customer_id order by segment_start_date) as previous_segment
        from changes
    ) as ordered
    where previous_segment is null or previous_segment <> customer_segment

),

versions as (

    select
        customer_id,
        customer_segment,
        segment_start_date,
        lead(segment_start_date) over (partition by customer_id order by segment_start_date) as next_start_date
    from moves

),

details as (

    {{ latest('changes', ['customer_id'], 'updated_at') }}

),

-- The last address at which somebody could be written to: a later one that can't be an address does not replace it.
valid_addresses as (

    select customer_id, email, updated_at
    from changes
    where email is not null

),

addresses as (

    {{ latest('valid_addresses', ['customer_id'], 'updated_at') }}

)

select
    {{ dbt_utils.generate_surrogate_key(['versions.customer_id', 'versions.segment_start_date']) }} as customer_key,
    versions.customer_id,
    details.first_name,
    details.last_name,
    addresses.email,
    details.city,
    details.country_code,
    details.signup_date,
    versions.customer_segment,
    versions.segment_start_date,
    versions.segment_start_date as effective_date,
    coalesce(versions.next_start_date, cast('9999-12-31' as date)) as expiration_date,
    versions.next_start_date is null as is_current
from versions
inner join details on versions.customer_id = details.customer_id
left join addresses on versions.customer_id = addresses.customer_id
