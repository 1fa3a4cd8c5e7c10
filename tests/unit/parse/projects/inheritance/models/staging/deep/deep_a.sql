{{ config(schema='ovr', enabled=true) }}select 1 as id, {{ helper(ref('stg_a')) }}
