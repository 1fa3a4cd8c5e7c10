{{ config(severity='warn', tags=['slow']) }} select o.id from {{ ref('orders') }} o join {{ ref('customers') }} c using (id) where false
