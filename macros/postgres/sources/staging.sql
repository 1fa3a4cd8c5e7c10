{# Rows of files go in by COPY. #}

{% macro postgres__get_staging_lock_sql(relation) -%}
  select pg_advisory_xact_lock(hashtextextended({{ dbt.string_literal('quern source stage ' ~ relation) }}, 0))
{%- endmacro %}

{% macro postgres__get_copy_rows_sql(relation, columns) -%}
  copy {{ relation }} ({{ columns | join(', ') }}) from stdin
{%- endmacro %}
