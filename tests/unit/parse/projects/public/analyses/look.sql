select * from {{ ref('split') }}
