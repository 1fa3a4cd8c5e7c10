select
    channel_sk as dim_channel_sk,
    channel_code,
    channel_name,
    coalesce(channel_type, 'Unknown') as channel_type,
    is_active
from {{ ref('silver_channels') }}

union all

select -1, 'UNKNOWN', 'Unknown channel', 'Unknown', false
