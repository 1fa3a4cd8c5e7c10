select customer as id, sum(amount) as amount, '{{ surrounding() }}' as label
from {{ ref('stg_orders') }} group by 1
