{# Schemas. A session sees one database only. #}

{% macro postgres__information_schema_name(database) -%}
  information_schema
{%- endmacro %}


{% macro postgres__list_schemas(database) %}
  {% do postgres__verify(database) %}
  {% call statement('list_schemas', fetch_result=True, auto_begin=False) -%}
    select nspname as name from pg_catalog.pg_namespace
  {%- endcall %}
  {{ return(load_result('list_schemas').table) }}
{% endmacro %}


{% macro postgres__check_schema_exists(information_schema, schema) -%}
  {% do postgres__verify(information_schema.database) %}
  {% call statement('check_schema_exists', fetch_result=True, auto_begin=False) -%}
    select count(*) from pg_catalog.pg_namespace where nspname = {{ postgres__literal(schema) }}
  {%- endcall %}
  {{ return(load_result('check_schema_exists').table) }}
{%- endmacro %}


{% macro postgres__create_schema(relation) -%}
  {% do postgres__verify(relation.database) %}
  {%- call statement('create_schema') -%}
    create schema if not exists {{ relation.without_identifier().include(database=False) }}
  {%- endcall -%}
{%- endmacro %}


{% macro postgres__drop_schema(relation) -%}
  {% do postgres__verify(relation.database) %}
  {%- call statement('drop_schema') -%}
    drop schema if exists {{ relation.without_identifier().include(database=False) }} cascade
  {%- endcall -%}
{%- endmacro %}


{# Raises for another database than the session's. #}
{% macro postgres__verify(database) %}
  {% if database %}
    {% do adapter.verify_database(database) %}
  {% endif %}
{% endmacro %}
