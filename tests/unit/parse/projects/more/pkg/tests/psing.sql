select * from {{ ref('p1') }}
