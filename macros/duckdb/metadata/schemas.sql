{# Schemas. Names of databases and schemas are compared without case, as DuckDB does. #}

{% macro duckdb__create_schema(relation) -%}
  {% set kind = duckdb__foreign_kind(relation.database) %}
  {% if kind in ['sqlite', 'mysql'] %}
    {# These have no schemas that could be created. #}
    {% if kind == 'sqlite' and relation.schema != 'main' %}
      {{ exceptions.raise_compiler_error(
        "Schema must be 'main' when writing to sqlite database '" ~ relation.database ~ "', got '" ~ relation.schema ~ "'"
      ) }}
    {% endif %}
  {% else %}
    {% call statement('create_schema') -%}
      create schema if not exists {{ relation.without_identifier() }}
    {%- endcall %}
  {% endif %}
{%- endmacro %}

{# What an attached database is, where it is not DuckDB: sqlite, postgres, mysql; else none. #}
{% macro duckdb__foreign_kind(database) %}
  {% set answer = run_query(
    "select type from duckdb_databases() where lower(database_name) = '" ~ duckdb__name_literal(database) ~ "' and type != 'duckdb'"
  ) %}
  {{ return(answer.rows[0][0] if answer and answer.rows else none) }}
{% endmacro %}


{% macro duckdb__drop_schema(relation) -%}
  {% call statement('drop_schema') -%}
    drop schema if exists {{ relation.without_identifier() }} cascade
  {%- endcall %}
{%- endmacro %}


{% macro duckdb__list_schemas(database) -%}
  {% set sql %}
    select schema_name
    from system.information_schema.schemata
    where lower(catalog_name) = '{{ duckdb__name_literal(database) }}'
  {% endset %}
  {{ return(run_query(sql)) }}
{%- endmacro %}


{% macro duckdb__check_schema_exists(information_schema, schema) -%}
  {% set sql %}
    select count(*)
    from system.information_schema.schemata
    where lower(schema_name) = '{{ duckdb__name_literal(schema) }}'
      and lower(catalog_name) = '{{ duckdb__name_literal(information_schema.database) }}'
  {% endset %}
  {{ return(run_query(sql)) }}
{%- endmacro %}


{# A name, quoted or not, as the inside of a string literal in lower case. #}
{% macro duckdb__name_literal(name) -%}
  {{ name | string | replace('"', '') | replace("'", "''") | lower }}
{%- endmacro %}
