-- How the return of each channel moves from week to week.
select
    calendar.year,
    calendar.week,
    channel.channel_name,
    sum(performance.cost) as cost,
    {{ safe_divide('sum(performance.revenue)', 'sum(performance.cost)') }} as roas,
    {{ safe_divide('sum(performance.cost)', 'sum(performance.conversions)') }} as cost_per_conversion
from {{ ref('mtln_fact_performance') }} as performance
join {{ ref('mtln_dim_channel') }} as channel on channel.dim_channel_sk = performance.dim_channel_sk
join {{ ref('mtln_dim_date') }} as calendar on calendar.dim_date_sk = performance.dim_date_sk
group by 1, 2, 3
order by 1, 2, 3
