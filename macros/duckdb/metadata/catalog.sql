{# The catalog, from DuckDB's own functions, which know comments. #}

{% macro duckdb__get_catalog(information_schema, schemas) -%}
  {%- set conditions = [] -%}
  {%- for schema in schemas -%}
    {%- do conditions.append("lower(schema_name) = '" ~ duckdb__name_literal(schema) ~ "'") -%}
  {%- endfor -%}
  {{ return(run_query(duckdb__catalog_sql(information_schema.database, conditions))) }}
{%- endmacro %}

{% macro duckdb__get_catalog_relations(information_schema, relations) -%}
  {%- set conditions = [] -%}
  {%- for relation in relations -%}
    {%- set condition = "lower(schema_name) = '" ~ duckdb__name_literal(relation.schema) ~ "'" -%}
    {%- if relation.identifier -%}
      {%- set condition = condition ~ " and lower(relation_name) = '" ~ duckdb__name_literal(relation.identifier) ~ "'" -%}
    {%- endif -%}
    {%- do conditions.append(condition) -%}
  {%- endfor -%}
  {{ return(run_query(duckdb__catalog_sql(information_schema.database, conditions))) }}
{%- endmacro %}


{% macro duckdb__catalog_sql(database, conditions) %}
  with relations as (
    select database_name, schema_name, table_name as relation_name, 'BASE TABLE' as relation_type, comment
    from duckdb_tables()
    union all
    select database_name, schema_name, view_name, 'VIEW', comment
    from duckdb_views()
  )

  select
    relations.database_name as table_database,
    relations.schema_name as table_schema,
    relations.relation_name as table_name,
    relations.relation_type as table_type,
    relations.comment as table_comment,
    columns.column_name,
    columns.column_index,
    columns.data_type as column_type,
    columns.comment as column_comment,
    null as table_owner
  from relations
  join duckdb_columns() as columns
    on columns.database_name = relations.database_name
    and columns.schema_name = relations.schema_name
    and columns.table_name = relations.relation_name
  where lower(relations.database_name) = '{{ duckdb__name_literal(database) }}'
    and ({% for condition in conditions -%}
      ({{ condition | replace('schema_name', 'relations.schema_name') | replace('relation_name', 'relations.relation_name') }})
      {{- ' or ' if not loop.last }}
    {%- else -%}
      false
    {%- endfor %})
  order by table_schema, table_name, column_index
{% endmacro %}
