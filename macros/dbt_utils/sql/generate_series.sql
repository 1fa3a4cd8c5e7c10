{# The numbers from 1 to upper_bound as rows of `generated_number`. #}
{% macro generate_series(upper_bound) %}
  {{ return(adapter.dispatch('generate_series', 'dbt_utils')(upper_bound)) }}
{% endmacro %}

{# Without a function of the database: every number is a sum of powers of two, so cross joins of {0, 1} reach all. #}
{% macro default__generate_series(upper_bound) %}
  {%- set bits = range(dbt_utils.get_powers_of_two(upper_bound)) %}
  with bit as (
    select 0 as is_set
    union all
    select 1 as is_set
  ),

  numbers as (
    select
      1
      {%- for at in bits %} + bit_{{ at }}.is_set * {{ 2 ** at }}{% endfor %} as generated_number
    from
      {%- for at in bits %}
      {% if not loop.first %}cross join {% endif %}bit as bit_{{ at }}
      {%- endfor %}
  )

  select generated_number
  from numbers
  where generated_number <= {{ upper_bound }}
  order by generated_number
{% endmacro %}

{% macro duckdb__generate_series(upper_bound) %}
  select generate_series as generated_number
  from generate_series(1, {{ upper_bound }})
{% endmacro %}

{% macro postgres__generate_series(upper_bound) %}
  select generated_number
  from generate_series(1, {{ upper_bound }}) as numbers (generated_number)
{% endmacro %}


{# The smallest n with 2^n >= upper_bound, at least 1. #}
{% macro get_powers_of_two(upper_bound) %}
  {{ return(adapter.dispatch('get_powers_of_two', 'dbt_utils')(upper_bound)) }}
{% endmacro %}

{% macro default__get_powers_of_two(upper_bound) %}
  {{ return(dbt.get_powers_of_two(upper_bound)) }}
{% endmacro %}
