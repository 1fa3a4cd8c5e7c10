select * from {{ ref('dish') }} cross join {{ ref('stg_visits') }}
