-- Which of the valuable customers are about to leave.
select
    rfm.rfm_segment,
    value.value_band,
    count(*) as customers,
    sum(value.lifetime_revenue) as revenue
from {{ ref('mtln_rpt_customer_rfm') }} as rfm
join {{ ref('mtln_rpt_customer_value') }} as value on value.customer_id = rfm.customer_id
group by 1, 2
order by revenue desc
