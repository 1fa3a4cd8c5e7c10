{# Schemas. #}

{# Their names come first. #}
{% macro snowflake__list_schemas(database) -%}
  {% set shown = run_query('show terse schemas in database ' ~ database ~ ' limit 10000') %}
  {{ return(shown.select(['name'])) }}
{%- endmacro %}

{% macro snowflake__check_schema_exists(information_schema, schema) -%}
  {% set sql %}
    select count(*)
    from {{ information_schema }}.SCHEMATA
    where upper(schema_name) = upper({{ snowflake__literal(schema) }})
  {% endset %}
  {{ return(run_query(sql)) }}
{%- endmacro %}

{% macro snowflake__drop_schema(relation) -%}
  {%- call statement('drop_schema') -%}
    drop schema if exists {{ relation.without_identifier() }} cascade
  {%- endcall -%}
{%- endmacro %}
