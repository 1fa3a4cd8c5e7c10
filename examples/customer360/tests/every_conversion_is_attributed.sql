-- Orders that were kept and are in no row of marketing_attribution.
select o.order_id
from {{ ref('stg_orders') }} as o
left join (
    select distinct conversion_id
    from {{ ref('marketing_attribution') }}
    where conversion_date > '1900-01-01'
) as a on a.conversion_id = o.order_id
where a.conversion_id is null
    and not o.is_refunded
    and not o.is_cancelled
