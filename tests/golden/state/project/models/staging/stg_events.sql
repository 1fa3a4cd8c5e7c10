select 1 as id, '{{ var("start") }}' as start -- {{ source('raw', 'events') }}
