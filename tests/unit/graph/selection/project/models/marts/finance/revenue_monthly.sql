select * from {{ ref('revenue') }} join {{ ref('calendar') }} using (id)
