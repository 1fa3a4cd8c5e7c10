-- Neither overlaps nor gaps.
with neighbours as (
  select
    customer_id,
    effective_to,
    lead(effective_from) over (partition by customer_id order by effective_from) as next_from
  from {{ ref('dim_customers') }}
)

select * from neighbours where next_from <> effective_to
