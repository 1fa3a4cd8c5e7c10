select * from {{ ref('stg_a') }} {{ config(foo='bar', materialized='ephemeral') }}
