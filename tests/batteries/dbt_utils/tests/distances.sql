select 1 as id from {{ ref('places') }}
where abs({{ dbt_utils.haversine_distance('lat_a', 'lon_a', 'lat_b', 'lon_b', unit='km') }} - km) > km * 0.002 + 0.001
  or abs({{ dbt_utils.haversine_distance(lat1='lat_a', lon1='lon_a', lat2='lat_b', lon2='lon_b') }} - km / 1.60934) > km * 0.002 + 0.001
