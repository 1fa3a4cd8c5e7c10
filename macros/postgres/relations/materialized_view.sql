{# Materialized views. Of their settings, `indexes` can change without building them anew. #}

{% macro postgres__get_create_materialized_view_as_sql(relation, sql) %}
  create materialized view if not exists {{ relation.render() }}
  as (
    {{ sql }}
  );
  {{ postgres__create_indexes_sql(relation) }}
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


{# {drop: names of indexes, create: entries of `indexes`}; none where they are as they should be. #}
{% macro postgres__get_materialized_view_configuration_changes(existing_relation, new_config) %}
  {% set wanted = {} %}
  {% for entry in new_config.get('indexes', []) %}
    {% set index = adapter.parse_index(entry) %}
    {% do wanted.update({postgres__index_key(index.columns, index.unique, index.type or 'btree'): entry}) %}
  {% endfor %}
  {% set present = [] %}
  {% set dropped = [] %}
  {% for row in postgres__describe_materialized_view(existing_relation).indexes.rows %}
    {% set key = postgres__index_key(row['column_names'].split(','), row['unique'], row['method']) %}
    {% do (present if key in wanted else dropped).append(key if key in wanted else row['name']) %}
  {% endfor %}
  {% set created = [] %}
  {% for key, entry in wanted.items() if key not in present %}
    {% do created.append(entry) %}
  {% endfor %}
  {% if dropped or created %}
    {{ return({'drop': dropped, 'create': created}) }}
  {% endif %}
  {{ return(none) }}
{% endmacro %}

{# What makes two indexes the same: names are none of it. #}
{% macro postgres__index_key(columns, unique, method) %}
  {% set names = [] %}
  {% for column in columns %}
    {% do names.append(column | trim | replace('"', '') | lower) %}
  {% endfor %}
  {{ return(names | join(',') ~ ' ' ~ method | lower ~ (' unique' if unique else '')) }}
{% endmacro %}


{% macro postgres__get_alter_materialized_view_as_sql(
  relation, configuration_changes, sql, existing_relation, backup_relation, intermediate_relation
) %}
  {% for name in configuration_changes.drop -%}
    {{ get_drop_index_sql(relation, name) }};
  {% endfor -%}
  {% for entry in configuration_changes.create -%}
    {{ get_create_index_sql(relation, entry) }};
  {% endfor -%}
{% endmacro %}
