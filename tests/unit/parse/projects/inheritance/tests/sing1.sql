select * from {{ ref('stg_a') }} {{ config(tags='x', store_failures=false) }}
