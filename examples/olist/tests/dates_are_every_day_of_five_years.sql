select count(*) as num_days
from {{ ref('dim_date') }}
having count(*) <> 1827 or min(date_day) <> cast('2016-01-01' as date) or max(date_day) <> cast('2020-12-31' as date)
