select 1 as id from {{ ref('pivoted') }}
where not (
  (size = 'S' and red = 1 and its = 0 and most_red_sold = 1.5 and most_blue_sold is null and from_1 = 1 and from_3 = 0)
  or (size = 'M' and red = 1 and its = 0 and most_red_sold = 4 and most_blue_sold = 2.5 and from_1 = 2 and from_3 = 1)
)
{% if execute %}
union all
{{ same(dbt_utils.pivot('color', ['red'], alias=False) | trim | replace('\n', ' ') | replace(' ', ''), "sum(casewhencolor='red'then1else0end)") }}
{% endif %}
