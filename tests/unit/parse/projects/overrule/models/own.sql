{{ config(schema='own_schema') }} select * from {{ ref('a') }}
