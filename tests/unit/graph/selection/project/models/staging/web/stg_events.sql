{{ config(materialized='ephemeral') }} select id from {{ source('web', 'events') }}
