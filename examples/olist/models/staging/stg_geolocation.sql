-- Repetitions are taken out, and points that cannot be in Brazil.
with points as (
    select distinct
        {{ zip_of('geolocation_zip_code_prefix') }} as zip_code_prefix,
        {{ number_of('geolocation_lat', 'numeric(9, 6)') }} as latitude,
        {{ number_of('geolocation_lng', 'numeric(9, 6)') }} as longitude,
        {{ city_of('geolocation_city') }} as city,
        upper({{ text_of('geolocation_state') }}) as state
    from {{ source('raw', 'geolocation') }}
)

select *
from points
where latitude between -34 and 5.5
    and longitude between -74.5 and -28
