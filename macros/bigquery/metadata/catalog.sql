{# One query a dataset. #}

{% macro bigquery__get_catalog(information_schema, schemas) -%}
  {{ return(bq_catalog(information_schema.database, schemas | list, none)) }}
{%- endmacro %}

{% macro bigquery__get_catalog_relations(information_schema, relations) -%}
  {%- set schemas = relations | map(attribute='schema') | unique | list -%}
  {{ return(bq_catalog(information_schema.database, schemas, relations | map(attribute='identifier') | map('lower') | unique | list)) }}
{%- endmacro %}

{% macro bq_catalog(database, schemas, identifiers) %}
  {% set queries = [] %}
  {% for schema in schemas if adapter.check_schema_exists(database, schema) %}
    {% do queries.append(bq_catalog_sql(adapter.quote(database) ~ '.' ~ adapter.quote(schema), identifiers)) %}
  {% endfor %}
  {{ return(run_query((queries or [bq_empty_catalog_sql()]) | join('\nunion all\n'))) }}
{% endmacro %}

{% macro bq_empty_catalog_sql() -%}
  select
    {% for name in ['table_database', 'table_schema', 'table_name', 'table_type', 'table_comment', 'table_owner', 'column_name', 'column_type', 'column_comment'] -%}
      cast(null as string) as {{ name }},
    {% endfor -%}
    0 as column_index
  limit 0
{%- endmacro %}

{% macro bq_catalog_sql(dataset, identifiers) -%}
  (
  select
    tables.table_catalog as table_database,
    tables.table_schema,
    tables.table_name,
    case tables.table_type
      when 'BASE TABLE' then 'table'
      when 'MATERIALIZED VIEW' then 'materialized view'
      else lower(tables.table_type)
    end as table_type,
    nullif(json_value(options.option_value, '$'), '') as table_comment,
    cast(null as string) as table_owner,
    paths.field_path as column_name,
    paths.data_type as column_type,
    paths.description as column_comment,
    row_number() over (partition by tables.table_name order by columns.ordinal_position, paths.field_path) as column_index,
    'Approximate Size' as `stats__num_bytes__label`,
    sizes.size_bytes as `stats__num_bytes__value`,
    'Approximate size of the table as reported by BigQuery' as `stats__num_bytes__description`,
    sizes.size_bytes is not null as `stats__num_bytes__include`,
    '# Rows' as `stats__num_rows__label`,
    sizes.row_count as `stats__num_rows__value`,
    'Approximate count of rows in this table' as `stats__num_rows__description`,
    sizes.row_count is not null and tables.table_type = 'BASE TABLE' as `stats__num_rows__include`
  from {{ dataset }}.INFORMATION_SCHEMA.TABLES as tables
  join {{ dataset }}.INFORMATION_SCHEMA.COLUMNS as columns
    on columns.table_name = tables.table_name
  join {{ dataset }}.INFORMATION_SCHEMA.COLUMN_FIELD_PATHS as paths
    on paths.table_name = tables.table_name and paths.column_name = columns.column_name
  left join {{ dataset }}.INFORMATION_SCHEMA.TABLE_OPTIONS as options
    on options.table_name = tables.table_name and options.option_name = 'description'
  left join {{ dataset }}.__TABLES__ as sizes
    on sizes.table_id = tables.table_name
  {%- if identifiers %}
  where lower(tables.table_name) in ({% for name in identifiers %}'{{ name }}'{{ ', ' if not loop.last }}{% endfor %})
  {%- endif %}
  )
{%- endmacro %}
