{#
  A dynamic table: Snowflake keeps the query's answer fresh by itself. A run creates it, alters the settings that changed, or
  replaces it where a change cannot be altered.
#}
{% materialization dynamic_table, adapter='snowflake' %}
  {#- snowflake_warehouse is the one that refreshes the table: nothing runs on the session's. -#}
  {%- set query_tag = set_query_tag() -%}
  {%- set existing_relation = load_cached_relation(this) -%}
  {%- set target_relation = this.incorporate(type='dynamic_table', table_format=snowflake__table_format()) -%}

  {{ run_hooks(pre_hooks, inside_transaction=False) }}
  {{ run_hooks(pre_hooks, inside_transaction=True) }}

  {% set build_sql = dynamic_table_get_build_sql(existing_relation, target_relation) %}
  {% if build_sql | trim %}
    {% call statement('main') -%}
      {{ build_sql }}
    {%- endcall %}
    {% do apply_grants(target_relation, config.get('grants'), should_revoke=should_revoke(existing_relation)) %}
    {% do persist_docs(target_relation, model) %}
  {% else %}
    {% call noop_statement('main', message='skip ' ~ target_relation, code='skip', rows_affected='-1') %}{% endcall %}
  {% endif %}

  {{ run_hooks(post_hooks, inside_transaction=True) }}
  {{ run_hooks(post_hooks, inside_transaction=False) }}

  {% do unset_query_tag(query_tag) %}
  {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}


{# Empty where nothing is to be done. #}
{% macro dynamic_table_get_build_sql(existing_relation, target_relation) %}
  {% if existing_relation is none or should_full_refresh() or target_relation.needs_to_drop(existing_relation) %}
    {% do snowflake__make_way(existing_relation, target_relation) %}
    {{ return(get_create_dynamic_table_as_sql(target_relation, sql)) }}
  {% endif %}

  {% set changes = get_dynamic_table_configuration_changes(existing_relation, config) %}
  {% set on_change = config.get('on_configuration_change') %}
  {% if changes is none %}
    {{ return('') }}
  {% elif on_change == 'apply' %}
    {{ return(get_alter_dynamic_table_as_sql(existing_relation, changes, target_relation, sql)) }}
  {% elif on_change == 'continue' %}
    {% do exceptions.warn('Configuration changes were identified and `on_configuration_change` was set to `continue` for `' ~ target_relation ~ '`') %}
    {{ return('') }}
  {% elif on_change == 'fail' %}
    {% do exceptions.raise_fail_fast_error('Configuration changes were identified and `on_configuration_change` was set to `fail` for `' ~ target_relation ~ '`') %}
  {% else %}
    {% do exceptions.raise_compiler_error('Unexpected configuration scenario: `' ~ on_change ~ '`') %}
  {% endif %}
{% endmacro %}
