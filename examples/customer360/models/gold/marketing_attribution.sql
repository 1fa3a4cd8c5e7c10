{#-
    A row a conversion and touchpoint: what each of five models gives the touchpoint of the conversion's revenue. Shares are whole cents:
    a touchpoint gets the difference of what is due up to it and up to the one before, both rounded, so that no cent is lost or made.
    A conversion that nothing had touched has a row of its own for the channel `unattributed`.
-#}
{{ config(
    materialized='table',
    partition_by={'field': 'conversion_date', 'data_type': 'date'},
    cluster_by=['channel', 'customer_id'],
    require_partition_filter=true
) }}

with graph as (

    select identity_system, identity_id, customer_id
    from {{ ref('stg_identity_graph') }}
    where last_seen_date > '1900-01-01'

),

conversions as (

    select
        o.order_id as conversion_id,
        g.customer_id,
        o.ordered_at as converted_at,
        o.order_date as conversion_date,
        o.revenue,
        o.revenue_cents
    from {{ ref('stg_orders') }} as o
    inner join graph as g on g.identity_system = 'shopify' and g.identity_id = o.shopify_customer_id
    where not o.is_refunded and not o.is_cancelled

),

touchpoints as (

    select g.customer_id, t.*
    from {{ ref('stg_touchpoints') }} as t
    inner join graph as g on g.identity_system = t.identity_system and g.identity_id = t.identity_id

),

paths as (

    select
        c.*,
        coalesce(t.touchpoint_id, concat('none:', c.conversion_id)) as touchpoint_id,
        t.touched_at,
        coalesce(t.channel, 'unattributed') as channel,
        t.campaign_id,
        t.campaign_name,
        row_number() over (partition by c.conversion_id order by t.touched_at, t.touchpoint_id) as touch_position,
        count(*) over (partition by c.conversion_id) as num_touches,
        timestamp_diff(c.converted_at, coalesce(t.touched_at, c.converted_at), second) / 86400 as days_before_conversion
    from conversions as c
    left join touchpoints as t
        on t.customer_id = c.customer_id
        and t.touched_at <= c.converted_at
        and t.touched_at > timestamp_sub(c.converted_at, interval {{ var('attribution_lookback_days') }} day)

),

weighted as (

    select
        *,
        if(touch_position = 1, 1.0, 0.0) as first_touch_weight,
        if(touch_position = num_touches, 1.0, 0.0) as last_touch_weight,
        1.0 as linear_weight,
        pow(2, -days_before_conversion / {{ var('attribution_half_life_days') }}) as time_decay_weight,
        case
            when num_touches <= 2 then 1.0
            when touch_position in (1, num_touches) then 0.4
            else 0.2 / (num_touches - 2)
        end as u_shaped_weight
    from paths

),

{%- set models = ['first_touch', 'last_touch', 'linear', 'time_decay', 'u_shaped'] %}

due as (

    select
        *,
        {%- for model in models %}
        case
            when touch_position = num_touches then revenue_cents
            else cast(round(revenue_cents * (sum({{ model }}_weight) over through_touch) / (sum({{ model }}_weight) over whole_path)) as int64)
        end as {{ model }}_due{{ ',' if not loop.last }}
        {%- endfor %}
    from weighted
    window
        whole_path as (partition by conversion_id),
        through_touch as (partition by conversion_id order by touch_position rows between unbounded preceding and current row)

)

select
    concat(conversion_id, '-', cast(touch_position as string)) as attribution_key,
    conversion_id,
    customer_id,
    converted_at,
    conversion_date,
    revenue as conversion_revenue,
    touchpoint_id,
    touched_at,
    channel,
    campaign_id,
    campaign_name,
    touch_position,
    num_touches,
    touch_position = 1 as is_first_touch,
    touch_position = num_touches as is_last_touch,
    round(days_before_conversion, 4) as days_before_conversion,
    {%- for model in models %}
    cast(({{ model }}_due - coalesce(lag({{ model }}_due) over (partition by conversion_id order by touch_position), 0)) / 100 as numeric) as {{ model }}_revenue,
    round(coalesce(safe_divide({{ model }}_due - coalesce(lag({{ model }}_due) over (partition by conversion_id order by touch_position), 0), revenue_cents), 0), 6) as {{ model }}_share{{ ',' if not loop.last }}
    {%- endfor %}
from due
