{# Materialized views. Of their settings, `indexes` can change without building them anew. #}

{% macro postgres__get_create_materialized_view_as_sql(relation, sql) %}
  create materialized view if not exists {{ relation.render() }}
  as (
    {{ sql }}
  );
  {{ postgres__create_indexes_sql(relation, config.get('indexes') or []) }}
{% endmacro %}


{% macro postgres__get_rename_materialized_view_sql(relation, new_name) -%}
  alter materialized view {{ relation.render() }} rename to {{ adapter.quote(new_name) }}
{%- endmacro %}


{% macro postgres__refresh_materialized_view(relation) -%}
  refresh materialized view {{ relation.render() }}
{%- endmacro %}


{% macro postgres__describe_materialized_view(relation) %}
  {{ return({'indexes': run_query(get_show_indexes_sql(relation))}) }}
{% endmacro %}


{# None where the indexes are as they should be. #}
{% macro postgres__get_materialized_view_configuration_changes(existing_relation, new_config) %}
  {% set changes = postgres__index_changes(existing_relation, new_config.get('indexes') or []) %}
  {{ return(changes if changes.drop or changes.create else none) }}
{% endmacro %}


{% macro postgres__get_alter_materialized_view_as_sql(
  relation, configuration_changes, sql, existing_relation, backup_relation, intermediate_relation
) %}
  {% for name in configuration_changes.drop -%}
    {{ get_drop_index_sql(relation, name) }};
  {% endfor -%}
  {{ postgres__create_indexes_sql(relation, configuration_changes.create) }}
{% endmacro %}
