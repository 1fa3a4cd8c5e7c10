-- A ratio is empty exactly where there is nothing to divide by, and never infinite.
select *
from {{ ref('mtln_fact_performance') }}
where (ctr is null) <> (impressions = 0)
    or (cpc is null) <> (clicks = 0)
    or (roas is null) <> (cost = 0)
    or abs(ctr * impressions - clicks) > 0.000001
    or abs(cpc * clicks - cost) > 0.000001
    or abs(roas * cost - revenue) > 0.000001
