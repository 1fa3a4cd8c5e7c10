-- A version differs from the one before it.
select customer_id, effective_date, customer_segment
from (
    select
        customer_id,
        effective_date,
        customer_segment,
        lag(customer_segment) over (partition by customer_id order by effective_date) as previous_segment
    from {{ ref('dim_customers') }}
) as versions
where customer_segment = previous_segment
