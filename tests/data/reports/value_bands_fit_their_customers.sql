-- VIP from 20,000, Premium from 10,000, Standard from 5,000, Basic below: written out here, apart from the seed that the report reads.
select *
from {{ ref('mtln_rpt_customer_value') }}
where value_band is distinct from case
    when lifetime_revenue >= 20000 then 'VIP'
    when lifetime_revenue >= 10000 then 'Premium'
    when lifetime_revenue >= 5000 then 'Standard'
    else 'Basic'
end
