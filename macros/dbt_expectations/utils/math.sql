{% macro log_natural(x) -%}
  {{ adapter.dispatch('log_natural', 'dbt_expectations')(x) }}
{%- endmacro %}

{% macro default__log_natural(x) -%}ln({{ x }}){%- endmacro %}

{# A random number. #}
{% macro rand() -%}
  {{ adapter.dispatch('rand', 'dbt_expectations')() }}
{%- endmacro %}

{% macro default__rand() -%}random(){%- endmacro %}
{% macro bigquery__rand() -%}rand(){%- endmacro %}
{% macro snowflake__rand() -%}uniform(0::float, 1::float, random()){%- endmacro %}

{% macro median(field) -%}
  {{ dbt_expectations.percentile_cont(field, 0.5) }}
{%- endmacro %}

{# The quantile of a field, interpolated. BigQuery has it as a window function only. #}
{% macro percentile_cont(field, quantile, partition=none) -%}
  {{ adapter.dispatch('percentile_cont', 'dbt_expectations')(field, quantile, partition) }}
{%- endmacro %}

{% macro default__percentile_cont(field, quantile, partition) -%}
  percentile_cont({{ quantile }}) within group (order by {{ field }})
  {%- if partition %} over (partition by {{ partition }}){% endif %}
{%- endmacro %}

{% macro bigquery__percentile_cont(field, quantile, partition) -%}
  percentile_cont({{ field }}, {{ quantile }}) over ({{ 'partition by ' ~ partition if partition }})
{%- endmacro %}
