{#- Of those who were first seen in a week, who came back how many weeks later, and what they bought. -#}
{{ config(
    materialized='table',
    partition_by={'field': 'cohort_week', 'data_type': 'date'}
) }}

with activity as (

    select g.customer_id, s.session_date as activity_date, cast(0 as numeric) as revenue
    from {{ ref('stg_sessions') }} as s
    inner join {{ ref('stg_identity_graph') }} as g on g.identity_system = s.source_system and g.identity_id = s.anonymous_id

    union all

    select g.customer_id, o.order_date, o.revenue
    from {{ ref('stg_orders') }} as o
    inner join {{ ref('stg_identity_graph') }} as g on g.identity_system = 'shopify' and g.identity_id = o.shopify_customer_id
    where not o.is_refunded

),

cohorts as (

    select a.*, date_trunc(f.first_date, isoweek) as cohort_week
    from activity as a
    inner join (
        select customer_id, min(activity_date) as first_date
        from activity
        group by customer_id
    ) as f on f.customer_id = a.customer_id

),

weekly as (

    select *, div(date_diff(activity_date, cohort_week, day), 7) as week_number
    from cohorts

),

sizes as (

    select cohort_week, count(distinct customer_id) as cohort_size
    from cohorts
    group by cohort_week

)

select
    concat(cast(w.cohort_week as string), '-', cast(w.week_number as string)) as cohort_key,
    w.cohort_week,
    w.week_number,
    s.cohort_size,
    count(distinct w.customer_id) as num_active,
    round(count(distinct w.customer_id) / s.cohort_size, 4) as retention_rate,
    sum(w.revenue) as revenue
from weekly as w
inner join sizes as s on s.cohort_week = w.cohort_week
group by w.cohort_week, w.week_number, s.cohort_size
