{# The columns that a strategy writes, after the target was altered where it has to be. Both relations are described once. #}
{% macro snowflake__incremental_columns(on_schema_change, source_relation, target_relation) %}
  {% set source_columns = adapter.get_columns_in_relation(source_relation) %}
  {% set described = snowflake__describe(target_relation) %}
  {% set target_columns = snowflake__columns_of(described) %}
  {% do snowflake__widen_texts(source_columns, target_columns, target_relation) %}

  {% if on_schema_change == 'ignore' %}
    {{ return(snowflake__written_columns(source_columns, target_columns, described)) }}
  {% endif %}
  {% set added = diff_columns(source_columns, target_columns) %}
  {% set removed = diff_columns(target_columns, source_columns) %}
  {% set retyped = diff_column_data_types(source_columns, target_columns) %}
  {% set changes = {
    'schema_changed': (added or removed or retyped) | length > 0,
    'source_not_in_target': added,
    'target_not_in_source': removed,
    'source_columns': source_columns,
    'target_columns': target_columns,
    'new_target_types': retyped,
  } %}
  {% if changes['schema_changed'] and on_schema_change == 'fail' %}
    {{ exceptions.raise_compiler_error(schema_change_message(changes)) }}
  {% elif changes['schema_changed'] %}
    {% do sync_column_schemas(on_schema_change, target_relation, changes) %}
  {% endif %}
  {{ return(source_columns) }}
{% endmacro %}


{# Texts of the target that are too short for the query's. #}
{% macro snowflake__widen_texts(source_columns, target_columns, target_relation) %}
  {% for target_column in target_columns %}
    {% for source_column in source_columns if source_column.name == target_column.name and target_column.can_expand_to(source_column) %}
      {% do snowflake__alter_type_in_place(target_relation, target_column.name, source_column.string_type(source_column.string_size())) %}
    {% endfor %}
  {% endfor %}
{% endmacro %}


{#
  The target's columns, but for those that the query lacks and the table fills itself: a surrogate key with `default seq.nextval`
  keeps its value where a row is updated, and gets a new one where it is inserted.
#}
{% macro snowflake__written_columns(source_columns, target_columns, described) %}
  {% set in_query = source_columns | map(attribute='name') | list %}
  {% set filled = [] %}
  {% for row in described.rows if row['default'] %}
    {% do filled.append(row['name']) %}
  {% endfor %}
  {% set written = [] %}
  {% for column in target_columns if column.name in in_query or column.name not in filled %}
    {% do written.append(column) %}
  {% endfor %}
  {{ return(written) }}
{% endmacro %}
