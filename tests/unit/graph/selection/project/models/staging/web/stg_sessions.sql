{{ config(tags=['daily'], meta={'owner': 'ann', 'level': 2, 'nested': {'deep': 'yes'}}) }} select id from {{ ref('stg_events') }}
