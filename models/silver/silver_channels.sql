{{ config(unique_key='channel_code', surrogate_key='channel_sk') }}

with cleansed as (

    select
        {{ clean_code('channel_code') }} as channel_code,
        {{ clean_text('channel_name') }} as channel_name,
        {{ clean_name('channel_type') }} as channel_type,
        coalesce(is_active, false) as is_active,
        last_modified_timestamp,
        _loaded_at,
        _loaded_at as _first_loaded_at,
        _source_file,
        _row_hash
    from {{ ref('bronze_channels') }}

)

select
    channel_code,
    channel_name,
    channel_type,
    is_active,
    last_modified_timestamp,
    _loaded_at,
    _first_loaded_at
from cleansed
where channel_code is not null
qualify {{ is_latest_version('channel_code') }}
