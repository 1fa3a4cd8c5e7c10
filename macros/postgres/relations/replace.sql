{#
  Nothing is replaced in place: there is no `create or replace table`, and that of views cannot change columns. The new relation is
  built under another name and swapped in.
#}
{% macro postgres__get_replace_sql(existing_relation, target_relation, sql) %}
  {{ get_create_intermediate_sql(target_relation, sql) }};
  {{ get_create_backup_sql(existing_relation) }};
  {{ get_rename_intermediate_sql(target_relation) }};
  {{ get_drop_backup_sql(existing_relation) }}
{% endmacro %}
