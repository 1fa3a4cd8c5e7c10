-- One row an order: what was paid, and by which means most of it.
with ranked as (
    select
        *,
        row_number() over (
            partition by order_id order by payment_amount desc, payment_sequential
        ) as size_rank
    from {{ ref('stg_order_payments') }}
)

select
    order_id,
    cast(count(*) as bigint) as num_payments,
    {{ total('payment_amount') }} as payment_amount,
    max(num_installments) as num_installments,
    max(case when size_rank = 1 then payment_type end) as main_payment_type
from ranked
group by order_id
