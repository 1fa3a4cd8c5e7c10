select id from {{ source('raw', 'customers') }}
