{#- A figure's place between 0 and a ceiling, in points. -#}
{% macro points(value, ceiling, most) -%}
least(coalesce({{ value }}, 0) / {{ ceiling }}, 1) * {{ most }}
{%- endmacro %}

{#- From 0 to 100. -#}
{% macro clamped(score) -%}
cast(round(greatest(least({{ score }}, 100), 0)) as int64)
{%- endmacro %}

{#- A share of something that may be nothing. -#}
{% macro share(part, whole) -%}
round(coalesce(safe_divide({{ part }}, {{ whole }}), 0), 4)
{%- endmacro %}
