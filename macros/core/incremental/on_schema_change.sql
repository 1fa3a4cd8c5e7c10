{# What happens when an incremental model's query has other columns than its table. #}

{% macro incremental_validate_on_schema_change(on_schema_change, default='ignore') %}
  {% if on_schema_change in ['ignore', 'fail', 'append_new_columns', 'sync_all_columns'] %}
    {{ return(on_schema_change) }}
  {% endif %}
  {% do log('Invalid value for on_schema_change (' ~ on_schema_change ~ ') specified. Setting default value of ' ~ default ~ '.') %}
  {{ return(default) }}
{% endmacro %}


{# {schema_changed, source_not_in_target, target_not_in_source, source_columns, target_columns, new_target_types}. #}
{% macro check_for_schema_changes(source_relation, target_relation) %}
  {{ return(adapter.dispatch('check_for_schema_changes', 'dbt')(source_relation, target_relation)) }}
{% endmacro %}

{% macro default__check_for_schema_changes(source_relation, target_relation) %}
  {% set source_columns = adapter.get_columns_in_relation(source_relation) %}
  {% set target_columns = adapter.get_columns_in_relation(target_relation) %}
  {% set added = diff_columns(source_columns, target_columns) %}
  {% set removed = diff_columns(target_columns, source_columns) %}
  {% set retyped = diff_column_data_types(source_columns, target_columns) %}
  {{ return({
    'schema_changed': (added or removed or retyped) | length > 0,
    'source_not_in_target': added,
    'target_not_in_source': removed,
    'source_columns': source_columns,
    'target_columns': target_columns,
    'new_target_types': retyped,
  }) }}
{% endmacro %}


{# Alters the target so that it can take the source's rows. #}
{% macro sync_column_schemas(on_schema_change, target_relation, schema_changes_dict) %}
  {{ return(adapter.dispatch('sync_column_schemas', 'dbt')(on_schema_change, target_relation, schema_changes_dict)) }}
{% endmacro %}

{% macro default__sync_column_schemas(on_schema_change, target_relation, schema_changes_dict) %}
  {% set added = schema_changes_dict['source_not_in_target'] %}
  {% set removed = schema_changes_dict['target_not_in_source'] if on_schema_change == 'sync_all_columns' else [] %}
  {% set retyped = schema_changes_dict['new_target_types'] if on_schema_change == 'sync_all_columns' else [] %}
  {% if added or removed %}
    {% do alter_relation_add_remove_columns(target_relation, added or none, removed or none) %}
  {% endif %}
  {% for change in retyped %}
    {% do alter_column_type(target_relation, change['column_name'], change['new_type']) %}
  {% endfor %}
  {% do log(
    'In ' ~ target_relation ~ ': Schema change approach: ' ~ on_schema_change ~ '; Columns added: ' ~ added
    ~ '; Columns removed: ' ~ removed ~ '; Data types changed: ' ~ retyped
  ) %}
{% endmacro %}


{# The columns to insert; {} (those of the target) where changes are ignored. #}
{% macro process_schema_changes(on_schema_change, source_relation, target_relation) %}
  {{ return(adapter.dispatch('process_schema_changes', 'dbt')(on_schema_change, source_relation, target_relation)) }}
{% endmacro %}

{% macro default__process_schema_changes(on_schema_change, source_relation, target_relation) %}
  {% if on_schema_change == 'ignore' %}
    {{ return({}) }}
  {% endif %}
  {% set changes = check_for_schema_changes(source_relation, target_relation) %}
  {% if changes['schema_changed'] and on_schema_change == 'fail' %}
    {{ exceptions.raise_compiler_error(schema_change_message(changes)) }}
  {% elif changes['schema_changed'] %}
    {% do sync_column_schemas(on_schema_change, target_relation, changes) %}
  {% endif %}
  {{ return(changes['source_columns']) }}
{% endmacro %}

{% macro schema_change_message(changes) -%}
  {%- set added = changes['source_not_in_target'] | map(attribute='name') | join(', ') -%}
  {%- set removed = changes['target_not_in_source'] | map(attribute='name') | join(', ') -%}
  The source and target schemas on this incremental model are out of sync!
  {% if added %}Columns in the query but not in the table: {{ added }}
  {% endif -%}
  {% if removed %}Columns in the table but not in the query: {{ removed }}
  {% endif -%}
  {% for change in changes['new_target_types'] -%}
    Column {{ change['column_name'] }} is now {{ change['new_type'] }}
  {% endfor -%}
  Set on_schema_change to append_new_columns or sync_all_columns to let the table follow the query, run the model once
  with --full-refresh to rebuild it, or alter the table by hand.
{%- endmacro %}
