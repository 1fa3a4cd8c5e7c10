{{ config(materialized='ephemeral') }}
select * from {{ ref('things') }}
