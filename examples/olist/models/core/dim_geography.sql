select
    {{ key_of(['zips.zip_code_prefix']) }} as geography_key,
    zips.zip_code_prefix,
    coalesce(zips.city, 'unknown') as city,
    zips.state,
    states.state_name,
    states.region,
    zips.latitude,
    zips.longitude,
    zips.num_points,
    zips.latitude is not null as has_coordinates
from {{ ref('int_zip_codes') }} as zips
left join {{ ref('brazil_states') }} as states on zips.state = states.state
