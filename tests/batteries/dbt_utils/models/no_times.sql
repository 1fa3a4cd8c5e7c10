select * from {{ ref('times') }} where id > 2
