{# Decisions that a node's config and the command line take together; the config wins where it says something. #}

{% macro set_sql_header(config) -%}
  {%- do config.set('sql_header', caller()) -%}
{%- endmacro %}

{% macro should_full_refresh() %}
  {% set configured = config.get('full_refresh') %}
  {{ return(flags.FULL_REFRESH if configured is none else configured) }}
{% endmacro %}

{% macro should_store_failures() %}
  {% set configured = config.get('store_failures') %}
  {{ return(flags.STORE_FAILURES if configured is none else configured) }}
{% endmacro %}

{# The header that a model set for its statements, or nothing. #}
{% macro sql_header_of_model() -%}
  {%- set header = config.get('sql_header', none) -%}
  {{ header if header is not none }}
{%- endmacro %}
