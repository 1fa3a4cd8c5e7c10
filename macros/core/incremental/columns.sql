{# Comparing and listing columns. #}

{% macro get_quoted_csv(column_names) %}
  {% set quoted = [] %}
  {% for name in column_names %}
    {% do quoted.append(adapter.quote(name)) %}
  {% endfor %}
  {{ return(quoted | join(', ')) }}
{% endmacro %}


{# Columns of the source that the target has not. #}
{% macro diff_columns(source_columns, target_columns) %}
  {% set target_names = target_columns | map(attribute='column') | list %}
  {{ return(source_columns | rejectattr('column', 'in', target_names) | list) }}
{% endmacro %}


{# Columns of both whose values the target's type can't take: [{column_name, new_type}]. #}
{% macro diff_column_data_types(source_columns, target_columns) %}
  {{ return(adapter.dispatch('diff_column_data_types', 'dbt')(source_columns, target_columns)) }}
{% endmacro %}

{% macro default__diff_column_data_types(source_columns, target_columns) %}
  {% set changed = [] %}
  {% for source in source_columns %}
    {% set target = target_columns | selectattr('name', 'equalto', source.name) | list | first %}
    {% if target and source.expanded_data_type != target.expanded_data_type and not source.can_expand_to(other_column=target) %}
      {% do changed.append({'column_name': target.name, 'new_type': source.expanded_data_type}) %}
    {% endif %}
  {% endfor %}
  {{ return(changed) }}
{% endmacro %}


{# The columns that a merge updates: the configured ones, all but the excluded ones, or all (quoted). #}
{% macro get_merge_update_columns(merge_update_columns, merge_exclude_columns, dest_columns) %}
  {{ return(adapter.dispatch('get_merge_update_columns', 'dbt')(merge_update_columns, merge_exclude_columns, dest_columns)) }}
{% endmacro %}

{% macro default__get_merge_update_columns(merge_update_columns, merge_exclude_columns, dest_columns) %}
  {% if merge_update_columns and merge_exclude_columns %}
    {{ exceptions.raise_compiler_error(
      'Model cannot specify merge_update_columns and merge_exclude_columns. Please update model to use only one config'
    ) }}
  {% endif %}
  {% if merge_update_columns %}
    {{ return(merge_update_columns) }}
  {% endif %}
  {% set excluded = (merge_exclude_columns or []) | map('lower') | list %}
  {% set update_columns = [] %}
  {% for column in dest_columns if column.column | lower not in excluded %}
    {% do update_columns.append(column.quoted) %}
  {% endfor %}
  {{ return(update_columns) }}
{% endmacro %}
