-- Lines whose amounts do not follow from one another.
select *
from {{ ref('mtln_fact_sales') }}
where revenue <> quantity * unit_price - discount_amount
    or line_total <> revenue + tax_amount
    or revenue < 0
