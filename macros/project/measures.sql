{#- A ratio; null where there is nothing to divide by. -#}
{% macro safe_divide(numerator, denominator) -%}
    cast({{ numerator }} as double) / nullif({{ denominator }}, 0)
{%- endmacro %}


{#- 2025-12-31 is 20251231. -#}
{% macro date_key(expression) -%}
    cast(extract(year from {{ expression }}) * 10000 + extract(month from {{ expression }}) * 100 + extract(day from {{ expression }}) as integer)
{%- endmacro %}


{#- 14:05:09 is 140509. -#}
{% macro time_key(expression) -%}
    cast(extract(hour from {{ expression }}) * 10000 + extract(minute from {{ expression }}) * 100 + floor(extract(second from {{ expression }})) as integer)
{%- endmacro %}
