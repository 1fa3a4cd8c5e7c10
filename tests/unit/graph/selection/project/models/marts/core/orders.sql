{{ config(materialized='incremental', unique_key='id', tags=['daily', 'core']) }} select id, amount from {{ ref('stg_orders') }}
