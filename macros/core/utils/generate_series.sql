{# The numbers from 1 to upper_bound as rows of `generated_number`. #}

{# The smallest n with 2^n >= upper_bound, at least 1. #}
{% macro get_powers_of_two(upper_bound) %}
  {{ return(adapter.dispatch('get_powers_of_two', 'dbt')(upper_bound)) }}
{% endmacro %}

{% macro default__get_powers_of_two(upper_bound) %}
  {% if upper_bound <= 0 %}
    {{ exceptions.raise_compiler_error('upper bound must be positive') }}
  {% endif %}
  {% for exponent in range(1, 100) if upper_bound <= 2 ** exponent %}
    {{ return(exponent) }}
  {% endfor %}
{% endmacro %}


{% macro generate_series(upper_bound) %}
  {{ return(adapter.dispatch('generate_series', 'dbt')(upper_bound)) }}
{% endmacro %}

{# Without a function of the database: every number is a sum of powers of two, so cross joins of {0, 1} reach all. #}
{% macro default__generate_series(upper_bound) %}
  {% set bits = dbt.get_powers_of_two(upper_bound) %}
  with p as (
    select 0 as generated_number union all select 1
  ), unioned as (

  select

  {% for bit in range(bits) -%}
  p{{ bit }}.generated_number * power(2, {{ bit }})
  {% if not loop.last %} + {% endif %}
  {%- endfor %}
  + 1
  as generated_number

  from

  {% for bit in range(bits) -%}
  p as p{{ bit }}
  {% if not loop.last %} cross join {% endif %}
  {%- endfor %}

  )

  select *
  from unioned
  where generated_number <= {{ upper_bound }}
  order by generated_number
{% endmacro %}
