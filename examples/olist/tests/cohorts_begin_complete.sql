-- In the month of their first order all customers of a cohort are active.
select cohort_month, order_month
from {{ ref('mart_cohort_analysis') }}
where num_months_since_first = 0 and num_active_customers <> num_customers
