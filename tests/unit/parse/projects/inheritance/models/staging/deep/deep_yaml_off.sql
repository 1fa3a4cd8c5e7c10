{{ config(enabled=var('color') == 'red') }}select * from {{ ref('stg_a', v=None) }}
