select * from {{ ref('deep_a') }} where {{ config.get('materialized', 'zzz') }} {{ config.require('x') }}
