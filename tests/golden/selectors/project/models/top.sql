{{ config(materialized='table') }} select e.* from {{ ref('eph') }} e join {{ ref('mart') }} using (id)
