select * from {{ ref('nothere') }} 
