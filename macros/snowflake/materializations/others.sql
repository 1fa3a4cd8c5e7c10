{# What runs as on every database, with the session that the node asks for. #}

{% materialization seed, adapter='snowflake' %}
  {%- set before = snowflake__begin_node() -%}
  {%- set made = materialization_seed_default() -%}
  {% do snowflake__end_node(before) %}
  {{ return(made) }}
{% endmaterialization %}

{% materialization snapshot, adapter='snowflake' %}
  {%- set before = snowflake__begin_node() -%}
  {%- set made = materialization_snapshot_default() -%}
  {% do snowflake__end_node(before) %}
  {{ return(made) }}
{% endmaterialization %}

{% materialization test, adapter='snowflake' %}
  {%- set before = snowflake__begin_node() -%}
  {%- set made = materialization_test_default() -%}
  {% do snowflake__end_node(before) %}
  {{ return(made) }}
{% endmaterialization %}

{% materialization clone, adapter='snowflake' %}
  {%- set before = snowflake__begin_node() -%}
  {%- set made = materialization_clone_default() -%}
  {% do snowflake__end_node(before) %}
  {{ return(made) }}
{% endmaterialization %}


{% macro snowflake__can_clone_table() %}
  {{ return(True) }}
{% endmacro %}

{# Without a copy of the data. A transient table cannot be cloned to a permanent one. #}
{% macro snowflake__create_or_replace_clone(this_relation, defer_relation) -%}
  create or replace {{ 'transient ' if config.get('transient', true) }}table {{ this_relation }} clone {{ defer_relation }}
  {{- ' copy grants' if copy_grants() }}
{%- endmacro %}
