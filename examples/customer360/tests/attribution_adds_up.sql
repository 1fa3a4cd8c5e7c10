-- What the five models give to the touchpoints of a conversion is its revenue, to the cent.
select
    conversion_id,
    conversion_revenue,
    {%- for model in ['first_touch', 'last_touch', 'linear', 'time_decay', 'u_shaped'] %}
    sum({{ model }}_revenue) as {{ model }}_revenue{{ ',' if not loop.last }}
    {%- endfor %}
from {{ ref('marketing_attribution') }}
where conversion_date > '1900-01-01'
group by conversion_id, conversion_revenue
having sum(first_touch_revenue) != conversion_revenue
    or sum(last_touch_revenue) != conversion_revenue
    or sum(linear_revenue) != conversion_revenue
    or sum(time_decay_revenue) != conversion_revenue
    or sum(u_shaped_revenue) != conversion_revenue
