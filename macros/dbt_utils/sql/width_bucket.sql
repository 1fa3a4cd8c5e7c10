{#
  The number of the bucket in which a value falls, of num_buckets of one width from min_value on; 0 below, num_buckets + 1 from
  max_value on, null where one of the four is null.
#}
{% macro width_bucket(expr, min_value, max_value, num_buckets) %}
  {{ return(adapter.dispatch('width_bucket', 'dbt_utils')(expr, min_value, max_value, num_buckets)) }}
{% endmacro %}

{% macro default__width_bucket(expr, min_value, max_value, num_buckets) -%}
  {{ dbt_utils._width_bucket(expr, min_value, max_value, num_buckets, dbt.type_numeric()) }}
{%- endmacro %}

{# A float that is made a decimal gets digits that it does not have. #}
{% macro duckdb__width_bucket(expr, min_value, max_value, num_buckets) -%}
  {{ dbt_utils._width_bucket(expr, min_value, max_value, num_buckets, 'double') }}
{%- endmacro %}

{% macro snowflake__width_bucket(expr, min_value, max_value, num_buckets) -%}
  width_bucket({{ expr }}, {{ min_value }}, {{ max_value }}, {{ num_buckets }})
{%- endmacro %}

{% macro _width_bucket(expr, min_value, max_value, num_buckets, number) -%}
  case
      when {{ expr }} is null or {{ min_value }} is null or {{ max_value }} is null or {{ num_buckets }} is null then null
      when {{ expr }} < {{ min_value }} then 0
      when {{ expr }} >= {{ max_value }} then {{ num_buckets }} + 1
      else cast(
        floor(
          (cast({{ expr }} as {{ number }}) - cast({{ min_value }} as {{ number }})) * {{ num_buckets }}
          / (cast({{ max_value }} as {{ number }}) - cast({{ min_value }} as {{ number }}))
        ) as {{ dbt.type_int() }}
      ) + 1
    end
{%- endmacro %}
