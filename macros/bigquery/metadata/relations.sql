{# What there is comes from the API's lists: they are free, and no query has to be planned. #}

{% macro bigquery__list_relations_without_caching(schema_relation) -%}
  {{ return(adapter.list_relations_without_caching(schema_relation)) }}
{%- endmacro %}

{% macro bigquery__list_schemas(database) -%}
  {{ return(adapter.list_schemas(database)) }}
{%- endmacro %}

{% macro bigquery__check_schema_exists(information_schema, schema) %}
  {{ return(adapter.check_schema_exists(information_schema.database, schema)) }}
{% endmacro %}


{% macro bigquery__get_relation_last_modified(information_schema, relations) -%}
  {%- call statement('last_modified', fetch_result=True) -%}
    {%- set schemas = {} -%}
    {%- for relation in relations -%}
      {%- do schemas.setdefault(relation.include(identifier=false).render(), []).append(relation) -%}
    {%- endfor -%}
    {%- for schema, members in schemas.items() %}
    select
      dataset_id as schema,
      table_id as identifier,
      timestamp_millis(last_modified_time) as last_modified,
      current_timestamp() as snapshotted_at
    from {{ schema }}.__TABLES__
    where upper(table_id) in (
      {%- for relation in members -%}
        '{{ relation.identifier | upper }}'{{ ', ' if not loop.last }}
      {%- endfor -%}
    )
    {{ 'union all' if not loop.last }}
    {%- endfor -%}
  {%- endcall -%}
  {{ return(load_result('last_modified')) }}
{% endmacro %}


{# The partitions of a table, for templates that work on them. #}
{% macro get_partitions_metadata(table) -%}
  {{ return(run_query(
    'select * from ' ~ table.include(identifier=false) ~ ".INFORMATION_SCHEMA.PARTITIONS where table_name = '" ~ table.identifier ~ "'"
  )) }}
{%- endmacro %}
