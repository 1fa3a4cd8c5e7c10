{{ config(
    pre_hook="select 1",
    meta={'owner': 'sales'},
    alias='orders_' ~ target.name
) }}
select * from {{ ref('stg_orders') }}
