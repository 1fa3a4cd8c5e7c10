{#- A row a channel and day of conversion: revenue by each attribution model. -#}
{{ config(
    materialized='table',
    partition_by={'field': 'conversion_date', 'data_type': 'date'},
    cluster_by=['channel']
) }}

select
    concat(channel, '-', cast(conversion_date as string)) as channel_day_key,
    conversion_date,
    channel,
    count(*) as num_touches,
    count(distinct conversion_id) as num_assisted_conversions,
    countif(is_last_touch) as num_last_touch_conversions,
    sum(first_touch_revenue) as first_touch_revenue,
    sum(last_touch_revenue) as last_touch_revenue,
    sum(linear_revenue) as linear_revenue,
    sum(time_decay_revenue) as time_decay_revenue,
    sum(u_shaped_revenue) as u_shaped_revenue
from {{ ref('marketing_attribution') }}
where conversion_date > '1900-01-01'
group by conversion_date, channel
