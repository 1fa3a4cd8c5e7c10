{{ config(unique_key=['a','b'], meta={'owner': 'bob', 'pii': true}) }} select c.id, o.amount from {{ ref('stg_customers') }} c join {{ ref('orders') }} o using (id)
