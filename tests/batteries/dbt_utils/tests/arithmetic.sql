select 1 as id
from {{ ref('things') }}
{{ dbt_utils.group_by(1) }}
having sum({{ dbt_utils.safe_add(['val', 'id', '1']) }}) <> 60
  or sum({{ dbt_utils.safe_subtract(['val', 'id', '1']) }}) <> 20
union all
select 1 as id
from {{ ref('things') }}
where id = 4 and {{ dbt_utils.safe_divide('id * 2', 'id - 4') }} is not null
union all
select 1 as id
from {{ ref('things') }}
where id = 5 and {{ dbt_utils.safe_divide('id + 5', 'id - 3') }} <> 5
