{# The catalog, from the server's own tables, which know comments and owners. #}

{% macro postgres__get_catalog(information_schema, schemas) -%}
  {%- set relations = [] -%}
  {%- for schema in schemas -%}
    {%- do relations.append({'schema': schema}) -%}
  {%- endfor -%}
  {{ return(postgres__get_catalog_relations(information_schema, relations)) }}
{%- endmacro %}


{# Temporary relations are left out. #}
{% macro postgres__get_catalog_relations(information_schema, relations) -%}
  {% do postgres__verify(information_schema.database) %}
  {%- call statement('catalog', fetch_result=True, auto_begin=False) -%}
    select
      {{ postgres__literal(information_schema.database) }} as table_database,
      nspname as table_schema,
      relname as table_name,
      case relkind when 'v' then 'VIEW' when 'm' then 'MATERIALIZED VIEW' else 'BASE TABLE' end as table_type,
      pg_catalog.obj_description(relations.oid, 'pg_class') as table_comment,
      attname as column_name,
      attnum as column_index,
      pg_catalog.format_type(atttypid, atttypmod) as column_type,
      pg_catalog.col_description(relations.oid, attnum) as column_comment,
      pg_catalog.pg_get_userbyid(relowner) as table_owner
    from pg_catalog.pg_class as relations
    join pg_catalog.pg_namespace as schemas on schemas.oid = relnamespace
    join pg_catalog.pg_attribute on attrelid = relations.oid and attnum > 0 and not attisdropped
    where relkind in ('r', 'v', 'f', 'p', 'm')
      and relpersistence in ('p', 'u')
      and (
        {%- for relation in relations %}
        (
          lower(nspname) = lower({{ postgres__literal(relation.schema) }})
          {%- if relation.identifier %} and lower(relname) = lower({{ postgres__literal(relation.identifier) }}){% endif -%}
        ){{ ' or' if not loop.last }}
        {%- else %}
        false
        {%- endfor %}
      )
    order by table_schema, table_name, column_index
  {%- endcall -%}
  {{ return(load_result('catalog').table) }}
{%- endmacro %}
