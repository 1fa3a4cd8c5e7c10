select * from {{ ref('calendar') }} where false
