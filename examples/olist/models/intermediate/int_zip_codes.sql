{{ config(materialized='table', post_hook='{{ gather_statistics() }}') }}

-- Every post code that the export names, with its most frequent city and the middle of its points.
with named as (
    select zip_code_prefix, city, state, latitude, longitude, 1 as num_points from {{ ref('stg_geolocation') }}
    union all
    select zip_code_prefix, city, state, null, null, 0 from {{ ref('stg_customers') }}
    union all
    select zip_code_prefix, city, state, null, null, 0 from {{ ref('stg_sellers') }}
),

counted as (
    select
        zip_code_prefix,
        city,
        state,
        count(*) as num_mentions,
        sum(num_points) as num_points,
        sum(latitude) as sum_latitude,
        sum(longitude) as sum_longitude
    from named
    where zip_code_prefix is not null
    group by zip_code_prefix, city, state
),

ranked as (
    select
        *,
        row_number() over (
            partition by zip_code_prefix
            order by
                case when city is null then 1 else 0 end,
                num_mentions desc,
                {{ in_byte_order('city') }},
                {{ in_byte_order('state') }}
        ) as city_rank
    from counted
)

select
    zip_code_prefix,
    max(case when city_rank = 1 then city end) as city,
    max(case when city_rank = 1 then state end) as state,
    {{ count_of('num_points') }} as num_points,
    {{ ratio('sum(sum_latitude)', 'sum(num_points)', 6) }} as latitude,
    {{ ratio('sum(sum_longitude)', 'sum(num_points)', 6) }} as longitude
from ranked
group by zip_code_prefix
