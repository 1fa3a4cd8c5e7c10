select id, 1 as amount from {{ source('raw', 'orders') }}
