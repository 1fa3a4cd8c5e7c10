{# The catalog, from the information schema: one query for all relations of a database. #}

{% macro snowflake__get_catalog(information_schema, schemas) -%}
  {%- set conditions = [] -%}
  {%- for schema in schemas -%}
    {%- do conditions.append('upper(tables.table_schema) = upper(' ~ snowflake__literal(schema) ~ ')') -%}
  {%- endfor -%}
  {{ return(run_query(snowflake__catalog_sql(information_schema, conditions))) }}
{%- endmacro %}

{% macro snowflake__get_catalog_relations(information_schema, relations) -%}
  {%- set conditions = [] -%}
  {%- for relation in relations -%}
    {%- set condition = 'upper(tables.table_schema) = upper(' ~ snowflake__literal(relation.schema) ~ ')' -%}
    {%- if relation.identifier -%}
      {%- set condition = condition ~ ' and upper(tables.table_name) = upper(' ~ snowflake__literal(relation.identifier) ~ ')' -%}
    {%- endif -%}
    {%- do conditions.append(condition) -%}
  {%- endfor -%}
  {{ return(run_query(snowflake__catalog_sql(information_schema, conditions))) }}
{%- endmacro %}


{% macro snowflake__catalog_sql(information_schema, conditions) %}
  select
    tables.table_catalog as "table_database",
    tables.table_schema as "table_schema",
    tables.table_name as "table_name",
    case
      when tables.is_dynamic = 'YES' and tables.table_type = 'BASE TABLE' then 'DYNAMIC TABLE'
      else tables.table_type
    end as "table_type",
    tables.comment as "table_comment",
    tables.table_owner as "table_owner",
    columns.column_name as "column_name",
    columns.ordinal_position as "column_index",
    columns.data_type as "column_type",
    columns.comment as "column_comment",
    'Clustering Key' as "stats:clustering_key:label",
    tables.clustering_key as "stats:clustering_key:value",
    'The key used to cluster this table' as "stats:clustering_key:description",
    (tables.clustering_key is not null) as "stats:clustering_key:include",
    'Row Count' as "stats:row_count:label",
    tables.row_count as "stats:row_count:value",
    'An approximate count of rows in this table' as "stats:row_count:description",
    (tables.row_count is not null) as "stats:row_count:include",
    'Approximate Size' as "stats:bytes:label",
    tables.bytes as "stats:bytes:value",
    'Approximate size of the table as reported by Snowflake' as "stats:bytes:description",
    (tables.bytes is not null) as "stats:bytes:include",
    'Last Modified' as "stats:last_modified:label",
    to_varchar(convert_timezone('UTC', tables.last_altered), 'yyyy-mm-dd HH24:MI') || 'UTC' as "stats:last_modified:value",
    'The timestamp for last update/change' as "stats:last_modified:description",
    (tables.last_altered is not null and tables.table_type = 'BASE TABLE') as "stats:last_modified:include"
  from {{ information_schema }}.TABLES as tables
  join {{ information_schema }}.COLUMNS as columns
    on columns.table_schema = tables.table_schema
    and columns.table_name = tables.table_name
  where ({{ conditions | join(')\n    or (') if conditions else 'false' }})
  order by "table_schema", "table_name", "column_index"
{% endmacro %}
