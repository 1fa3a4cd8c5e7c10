{# The distance of two points on the globe by their degrees, in miles ('mi') or kilometres ('km'). #}
{% macro haversine_distance(lat1, lon1, lat2, lon2, unit='mi') -%}
  {{ return(adapter.dispatch('haversine_distance', 'dbt_utils')(lat1, lon1, lat2, lon2, unit)) }}
{%- endmacro %}

{% macro default__haversine_distance(lat1, lon1, lat2, lon2, unit='mi') -%}
  {%- set miles = {'mi': 1, 'km': 1.60934} -%}
  {%- if unit not in miles -%}
    {{ exceptions.raise_compiler_error("The unit of haversine_distance is 'mi' or 'km', and not '" ~ unit ~ "'") }}
  {%- endif -%}
  {%- set height = dbt_utils.degrees_to_radians('(' ~ lat2 ~ ') - (' ~ lat1 ~ ')') -%}
  {%- set width = dbt_utils.degrees_to_radians('(' ~ lon2 ~ ') - (' ~ lon1 ~ ')') -%}
  2 * 3961 * {{ miles[unit] }} * asin(sqrt(
    power(sin({{ height }} / 2), 2)
    + cos({{ dbt_utils.degrees_to_radians(lat1) }}) * cos({{ dbt_utils.degrees_to_radians(lat2) }})
      * power(sin({{ width }} / 2), 2)
  ))
{%- endmacro %}


{% macro degrees_to_radians(degrees) -%}
  (acos(-1) * ({{ degrees }}) / 180)
{%- endmacro %}
