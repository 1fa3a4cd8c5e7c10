{#
  What a node asks of its session: a warehouse and a query tag of its own. Both are put back when it is done; after a failure the
  session is given up, so that nothing has to be put back then.
#}

{% macro snowflake__begin_node() %}
  {% set before = {'warehouse': snowflake__use_warehouse(config.get('snowflake_warehouse')), 'query_tag': set_query_tag()} %}
  {{ return(before) }}
{% endmacro %}

{% macro snowflake__end_node(before) %}
  {% do unset_query_tag(before['query_tag']) %}
  {% if before['warehouse'] is not none %}
    {% do run_query('use warehouse ' ~ before['warehouse']) %}
  {% endif %}
{% endmacro %}


{# Returns the warehouse that was in use; none where nothing had to be changed. Only a profile without a warehouse has to ask. #}
{% macro snowflake__use_warehouse(warehouse) %}
  {% if not execute or not warehouse or warehouse | upper == (target.warehouse or "") | upper %}
    {{ return(none) }}
  {% endif %}
  {% set current = target.warehouse or run_query('select current_warehouse()').rows[0][0] %}
  {% do run_query('use warehouse ' ~ warehouse) %}
  {{ return(current) }}
{% endmacro %}


{# The tag that the profile gave the session, none without one. A project may override both macros. #}
{% macro set_query_tag() -%}
  {{ return(adapter.dispatch('set_query_tag', 'dbt')()) }}
{%- endmacro %}

{% macro default__set_query_tag() -%}
  {% set query_tag = config.get('query_tag') %}
  {% if not query_tag %}
    {{ return(none) }}
  {% endif %}
  {% do run_query('alter session set query_tag = ' ~ snowflake__literal(query_tag)) %}
  {{ return(target.get('query_tag') or '') }}
{%- endmacro %}


{% macro unset_query_tag(original_query_tag) -%}
  {{ return(adapter.dispatch('unset_query_tag', 'dbt')(original_query_tag)) }}
{%- endmacro %}

{% macro default__unset_query_tag(original_query_tag) -%}
  {% if not config.get('query_tag') %}
    {{ return(none) }}
  {% endif %}
  {% if original_query_tag %}
    {% do run_query('alter session set query_tag = ' ~ snowflake__literal(original_query_tag)) %}
  {% else %}
    {% do run_query('alter session unset query_tag') %}
  {% endif %}
{%- endmacro %}


{# What the session itself says. #}
{% macro get_current_query_tag() -%}
  {{ return(run_query("show parameters like 'query_tag' in session").rows[0]['value']) }}
{%- endmacro %}


{# A text as an SQL literal. Backslashes escape in Snowflake's literals. #}
{% macro snowflake__literal(text) -%}
  {{ return("'" ~ (text | string | replace('\\', '\\\\') | replace("'", "''")) ~ "'") }}
{%- endmacro %}
