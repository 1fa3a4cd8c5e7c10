{# Replaces the table in one statement. #}
{% materialization table, adapter='snowflake' %}
  {%- set before = snowflake__begin_node() -%}
  {%- set existing_relation = load_cached_relation(this) -%}
  {%- set target_relation = this.incorporate(type='table', table_format=snowflake__table_format()) -%}

  {{ run_hooks(pre_hooks, inside_transaction=False) }}
  {{ run_hooks(pre_hooks, inside_transaction=True) }}

  {% do snowflake__build_table(existing_relation, target_relation) %}

  {{ run_hooks(post_hooks, inside_transaction=True) }}
  {% do apply_grants(target_relation, config.get('grants'), should_revoke=should_revoke(existing_relation)) %}
  {% do persist_docs(target_relation, model) %}
  {{ run_hooks(post_hooks, inside_transaction=False) }}

  {% do snowflake__end_node(before) %}
  {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}


{% macro snowflake__build_table(existing_relation, target_relation) %}
  {% do snowflake__make_way(existing_relation, target_relation) %}
  {% call statement('main') -%}
    {{ create_table_as(False, target_relation, compiled_code) }}
  {%- endcall %}
  {% do snowflake__resume_clustering(target_relation) %}
{% endmacro %}
