{#
  Rounded twice, the first time beyond what a ratio of counts or amounts can make: a tie that a floating-point number misses by a hair is
  still a tie, so platforms agree.
#}
{% macro rounded(expression, digits) -%}
  cast(cast(cast({{ expression }} as double precision) as numeric(28, 8)) as numeric(18, {{ digits }}))
{%- endmacro %}

{# A ratio, null where there is nothing to divide by. #}
{% macro ratio(numerator, denominator, digits=4) -%}
  {{ rounded('cast(' ~ numerator ~ ' as double precision) / nullif(' ~ denominator ~ ', 0)', digits) }}
{%- endmacro %}

{# A ratio of amounts that is itself an amount. #}
{% macro average_amount(numerator, denominator) -%}
  {{ ratio(numerator, denominator, 2) }}
{%- endmacro %}

{# An amount of money, none being nothing. #}
{% macro amount(expression) -%}
  cast(coalesce({{ expression }}, 0) as numeric(18, 2))
{%- endmacro %}

{% macro total(expression) -%}
  cast(coalesce(sum({{ expression }}), 0) as numeric(18, 2))
{%- endmacro %}

{% macro count_of(expression) -%}
  cast(coalesce(sum({{ expression }}), 0) as bigint)
{%- endmacro %}

{% macro first_day(datepart, date) -%}
  cast({{ dbt.date_trunc(datepart, date) }} as date)
{%- endmacro %}

{% macro add_to(date, datepart, number) -%}
  cast({{ dbt.dateadd(datepart, number, date) }} as date)
{%- endmacro %}

{# Kilometres on the great circle; null where a place is unknown (which LEAST, to be safe from 1.0000001, would hide). #}
{% macro distance_km(latitude_1, longitude_1, latitude_2, longitude_2) -%}
  cast(2 * 6371 * asin(sqrt(
    power(sin(radians(cast({{ latitude_2 }} - {{ latitude_1 }} as double precision)) / 2), 2)
    + cos(radians(cast({{ latitude_1 }} as double precision))) * cos(radians(cast({{ latitude_2 }} as double precision)))
    * power(sin(radians(cast({{ longitude_2 }} - {{ longitude_1 }} as double precision)) / 2), 2)
  )) as numeric(9, 1))
{%- endmacro %}

{# Text in the order of its bytes, which is the same on every platform. #}
{% macro in_byte_order(column) -%}
  {{ return(adapter.dispatch('in_byte_order', 'olist')(column)) }}
{%- endmacro %}

{% macro default__in_byte_order(column) -%}
  {{ column }}
{%- endmacro %}

{% macro postgres__in_byte_order(column) -%}
  {{ column }} collate "C"
{%- endmacro %}
