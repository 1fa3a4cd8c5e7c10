-- Red from 20 % over budget, else yellow from 10 % under target, else green; computed from the amounts, without the ratios.
select *
from {{ ref('mtln_rpt_campaign_budget') }}
where budget_status is distinct from case
    when budget_to_date > 0 and cost >= 1.2 * budget_to_date then 'red'
    when target_to_date > 0 and revenue <= 0.9 * target_to_date then 'yellow'
    else 'green'
end
