{{ config(enabled=false) }}select * from {{ ref('deep_a') }}
