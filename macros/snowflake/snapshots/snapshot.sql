{# Snapshots. The staging table is the session's own, but its name is wanted again. #}

{% macro snowflake__post_snapshot(staging_relation) %}
  {% do adapter.drop_relation(staging_relation.incorporate(type='table')) %}
{% endmacro %}

{# All new columns in one statement. #}
{% macro snowflake__create_columns(relation, columns) %}
  {% if columns %}
    {% do alter_relation_add_remove_columns(relation, columns, none) %}
  {% endif %}
{% endmacro %}
