-- Days whose events are fewer than half or more than twice the mean of the days before: a delivery that is not whole, or came twice.
{{ config(severity='warn') }}

with days as (

    select event_date, source_system, count(*) as num_events
    from {{ ref('stg_events') }}
    where event_date > date_sub(current_date(), interval 30 day)
    group by event_date, source_system

),

compared as (

    select *, avg(num_events) over (partition by source_system order by event_date rows between 7 preceding and 1 preceding) as usual
    from days

)

select *
from compared
where usual is not null
    and event_date < current_date()
    and (num_events < 0.5 * usual or num_events > 2 * usual)
