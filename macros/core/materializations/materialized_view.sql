{# A materialized view: created, replaced, altered or refreshed, whichever the change in its settings asks for. #}
{% materialization materialized_view, default %}
  {% set existing_relation = load_cached_relation(this) %}
  {% set target_relation = this.incorporate(type=this.MaterializedView) %}
  {% set intermediate_relation = make_intermediate_relation(target_relation) %}
  {% set backup_relation = make_backup_relation(
    target_relation, target_relation.MaterializedView if existing_relation is none else existing_relation.type
  ) %}

  {{ materialized_view_setup(backup_relation, intermediate_relation, pre_hooks) }}

  {% set build_sql = materialized_view_get_build_sql(existing_relation, target_relation, backup_relation, intermediate_relation) %}
  {% if build_sql | trim %}
    {{ materialized_view_execute_build_sql(build_sql, existing_relation, target_relation, post_hooks) }}
  {% else %}
    {{ materialized_view_execute_no_op(target_relation) }}
  {% endif %}

  {{ materialized_view_teardown(backup_relation, intermediate_relation, post_hooks) }}

  {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}


{% macro materialized_view_setup(backup_relation, intermediate_relation, pre_hooks) %}
  {% do drop_relation_if_exists(load_cached_relation(backup_relation)) %}
  {% do drop_relation_if_exists(load_cached_relation(intermediate_relation)) %}
  {{ run_hooks(pre_hooks, inside_transaction=False) }}
{% endmacro %}


{# The SQL that builds has dropped the backup and renamed the intermediate relation itself. #}
{% macro materialized_view_teardown(backup_relation, intermediate_relation, post_hooks) %}
  {% do drop_relation_if_exists(load_cached_relation(backup_relation)) %}
  {% do drop_relation_if_exists(load_cached_relation(intermediate_relation)) %}
  {{ run_hooks(post_hooks, inside_transaction=False) }}
{% endmacro %}


{# Empty where nothing is to be done. #}
{% macro materialized_view_get_build_sql(existing_relation, target_relation, backup_relation, intermediate_relation) %}
  {% if existing_relation is none %}
    {{ return(get_create_materialized_view_as_sql(target_relation, sql)) }}
  {% elif should_full_refresh() or not existing_relation.is_materialized_view %}
    {{ return(get_replace_sql(existing_relation, target_relation, sql)) }}
  {% endif %}

  {% set changes = get_materialized_view_configuration_changes(existing_relation, config) %}
  {% set on_change = config.get('on_configuration_change') %}
  {% if changes is none %}
    {{ return(refresh_materialized_view(target_relation)) }}
  {% elif on_change == 'apply' %}
    {{ return(get_alter_materialized_view_as_sql(
      target_relation, changes, sql, existing_relation, backup_relation, intermediate_relation
    )) }}
  {% elif on_change == 'continue' %}
    {{ exceptions.warn('Configuration changes were identified and `on_configuration_change` was set to `continue` for `' ~ target_relation ~ '`') }}
    {{ return('') }}
  {% elif on_change == 'fail' %}
    {{ exceptions.raise_fail_fast_error('Configuration changes were identified and `on_configuration_change` was set to `fail` for `' ~ target_relation ~ '`') }}
  {% else %}
    {{ exceptions.raise_compiler_error('Unexpected configuration scenario: `' ~ on_change ~ '`') }}
  {% endif %}
{% endmacro %}


{% macro materialized_view_execute_no_op(target_relation) %}
  {% call noop_statement('main', message='skip ' ~ target_relation, code='skip', rows_affected='-1') %}{% endcall %}
{% endmacro %}


{% macro materialized_view_execute_build_sql(build_sql, existing_relation, target_relation, post_hooks) %}
  {{ run_hooks(pre_hooks, inside_transaction=True) }}

  {% call statement('main') %}
    {{ build_sql }}
  {% endcall %}

  {# One that was refreshed or altered has kept its grants. #}
  {% set replaced = existing_relation is none or should_full_refresh() or not existing_relation.is_materialized_view %}
  {% set revoke = should_revoke(existing_relation, full_refresh_mode=replaced) %}
  {% do apply_grants(target_relation, config.get('grants'), should_revoke=revoke) %}
  {% do persist_docs(target_relation, model) %}

  {{ run_hooks(post_hooks, inside_transaction=True) }}
  {{ adapter.commit() }}
{% endmacro %}
