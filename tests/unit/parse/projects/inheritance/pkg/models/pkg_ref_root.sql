select * from {{ ref('fix', 'stg_b') }}
