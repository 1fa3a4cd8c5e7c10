{#
  The first run, and a full refresh, build the table from the query. Later runs put the query's rows into a temporary table
  and let the strategy bring them into the target.
#}
{% materialization incremental, default -%}
  {%- set existing_relation = load_cached_relation(this) -%}
  {%- set target_relation = this.incorporate(type='table') -%}
  {%- set temp_relation = make_temp_relation(target_relation) -%}
  {%- set intermediate_relation = make_intermediate_relation(target_relation) -%}
  {%- set backup_relation = make_backup_relation(target_relation, existing_relation.type if existing_relation else 'table') -%}
  {%- set rebuild = existing_relation is not none and (should_full_refresh() or existing_relation.is_view) -%}
  {%- set on_schema_change = incremental_validate_on_schema_change(config.get('on_schema_change'), default='ignore') -%}
  {% do drop_relation_if_exists(load_cached_relation(intermediate_relation)) %}
  {% do drop_relation_if_exists(load_cached_relation(backup_relation)) %}

  {% do require_batch() %}

  {{ run_hooks(pre_hooks, inside_transaction=False) }}
  {{ run_hooks(pre_hooks, inside_transaction=True) }}

  {% if existing_relation is none %}
    {% set build_sql = get_create_table_as_sql(False, target_relation, sql) %}
  {% elif rebuild %}
    {% set build_sql = get_create_table_as_sql(False, intermediate_relation, sql) %}
  {% else %}
    {% call statement('create_temp_relation') %}
      {{ get_create_staging_table_as_sql(temp_relation, sql) }}
    {% endcall %}
    {% do adapter.expand_target_column_types(from_relation=temp_relation, to_relation=target_relation) %}
    {% set build_sql = incremental_build_sql(on_schema_change, temp_relation, existing_relation, target_relation) %}
  {% endif %}
  {% call statement('main') %}
    {{ build_sql }}
  {% endcall %}
  {% if rebuild %}
    {% do adapter.rename_relation(existing_relation, backup_relation) %}
    {% do adapter.rename_relation(intermediate_relation, target_relation) %}
  {% endif %}

  {% set revoke = should_revoke(existing_relation, full_refresh_mode=rebuild) %}
  {% do apply_grants(target_relation, config.get('grants'), should_revoke=revoke) %}
  {% do persist_docs(target_relation, model) %}
  {% if existing_relation is none or rebuild %}
    {% do create_indexes(target_relation) %}
  {% else %}
    {% do create_missing_indexes(target_relation) %}
  {% endif %}

  {{ run_hooks(post_hooks, inside_transaction=True) }}
  {% do adapter.commit() %}

  {% if rebuild %}
    {% do adapter.drop_relation(backup_relation) %}
  {% endif %}
  {{ run_hooks(post_hooks, inside_transaction=False) }}

  {{ return({'relations': [target_relation]}) }}
{%- endmaterialization %}


{# The strategy's SQL for the rows of temp_relation, after the target was altered as on_schema_change says. #}
{% macro incremental_build_sql(on_schema_change, temp_relation, existing_relation, target_relation) %}
  {% set columns = process_schema_changes(on_schema_change, temp_relation, existing_relation) %}
  {% if not columns %}
    {% set columns = adapter.get_columns_in_relation(existing_relation) %}
  {% endif %}
  {% set strategy = adapter.get_incremental_strategy_macro(context, config.get('incremental_strategy') or 'default') %}
  {{ return(strategy({
    'target_relation': target_relation,
    'temp_relation': temp_relation,
    'unique_key': config.get('unique_key'),
    'dest_columns': columns,
    'incremental_predicates': config.get('predicates', none) or config.get('incremental_predicates', none),
  })) }}
{% endmacro %}
