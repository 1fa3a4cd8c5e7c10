{# Aggregate functions whose spelling differs between databases. #}

{% macro any_value(expression) %}
  {{ return(adapter.dispatch('any_value', 'dbt')(expression)) }}
{% endmacro %}

{% macro default__any_value(expression) -%}
  any_value({{ expression }})
{%- endmacro %}


{#- What ratios of metrics are worked out in: eight bytes everywhere, where type_float() is four on some. -#}
{% macro metric_float_type() %}
  {{ return(adapter.dispatch('metric_float_type', 'dbt')()) }}
{% endmacro %}

{% macro default__metric_float_type() -%}
  double precision
{%- endmacro %}


{#- The value below which a share of all values lies: one between two neighbours, or (discrete) one that is there. -#}
{% macro metric_percentile(expression, fraction, discrete=false) %}
  {{ return(adapter.dispatch('metric_percentile', 'dbt')(expression, fraction, discrete)) }}
{% endmacro %}

{% macro default__metric_percentile(expression, fraction, discrete) -%}
  {{ 'percentile_disc' if discrete else 'percentile_cont' }}({{ fraction }}) within group (order by {{ expression }})
{%- endmacro %}


{% macro bool_or(expression) %}
  {{ return(adapter.dispatch('bool_or', 'dbt')(expression)) }}
{% endmacro %}

{% macro default__bool_or(expression) -%}
  bool_or({{ expression }})
{%- endmacro %}
