{{ config(tags=['a']) }}
select id, customer, {{ cents('amount') }} as amount from {{ ref('raw_orders') }}
