{# Relations by patterns of their names. #}

{# Relations whose schema and name match patterns of LIKE, in whatever case, but those whose name matches another one. #}
{% macro get_relations_by_pattern(schema_pattern, table_pattern, exclude='', database=target.database) %}
  {{ return(adapter.dispatch('get_relations_by_pattern', 'dbt_utils')(
    schema_pattern, table_pattern, exclude, database
  )) }}
{% endmacro %}

{% macro default__get_relations_by_pattern(schema_pattern, table_pattern, exclude='', database=target.database) %}
  {%- if not execute -%}{{ return([]) }}{%- endif -%}
  {%- set query = dbt_utils.get_tables_by_pattern_sql(schema_pattern, table_pattern, exclude, database) -%}
  {{ return(dbt_utils._relations_of(query, database)) }}
{% endmacro %}


{# The same for relations whose name begins so. #}
{% macro get_relations_by_prefix(schema, prefix, exclude='', database=target.database) %}
  {{ return(adapter.dispatch('get_relations_by_prefix', 'dbt_utils')(schema, prefix, exclude, database)) }}
{% endmacro %}

{% macro default__get_relations_by_prefix(schema, prefix, exclude='', database=target.database) %}
  {%- if not execute -%}{{ return([]) }}{%- endif -%}
  {%- set query = dbt_utils.get_tables_by_prefix_sql(schema, prefix, exclude, database) -%}
  {{ return(dbt_utils._relations_of(query, database)) }}
{% endmacro %}


{% macro _relations_of(query, database) %}
  {%- set relations = [] -%}
  {%- for row in run_query(query).rows -%}
    {%- do relations.append(
      api.Relation.create(database=database, schema=row[0], identifier=row[1], type=row[2])
    ) -%}
  {%- endfor -%}
  {{ return(relations) }}
{% endmacro %}


{# The query behind: table_schema, table_name and table_type. #}
{% macro get_tables_by_pattern_sql(schema_pattern, table_pattern, exclude='', database=target.database) %}
  {{ return(adapter.dispatch('get_tables_by_pattern_sql', 'dbt_utils')(
    schema_pattern, table_pattern, exclude, database
  )) }}
{% endmacro %}

{% macro default__get_tables_by_pattern_sql(schema_pattern, table_pattern, exclude='', database=target.database) %}
  select distinct
    table_schema as {{ adapter.quote('table_schema') }},
    table_name as {{ adapter.quote('table_name') }},
    {{ dbt_utils.get_table_types_sql() }}
  from {{ database }}.information_schema.tables
  where {{ dbt_utils._names_match(schema_pattern, table_pattern, exclude) }}
  order by 1, 2
{% endmacro %}

{# There is no way into another database, and no need to write the name of this one. #}
{% macro postgres__get_tables_by_pattern_sql(schema_pattern, table_pattern, exclude='', database=target.database) %}
  select distinct
    table_schema,
    table_name,
    {{ dbt_utils.get_table_types_sql() }}
  from information_schema.tables
  where {{ dbt_utils._names_match(schema_pattern, table_pattern, exclude) }}
  order by 1, 2
{% endmacro %}

{# Its information schema tells of all databases, and a backslash in a pattern is a character as any other. #}
{% macro duckdb__get_tables_by_pattern_sql(schema_pattern, table_pattern, exclude='', database=target.database) %}
  select distinct
    table_schema,
    table_name,
    {{ dbt_utils.get_table_types_sql() }}
  from information_schema.tables
  where lower(table_catalog) = lower('{{ database }}')
    and {{ dbt_utils._names_match(schema_pattern, table_pattern, exclude, escape="escape '\\'") }}
  order by 1, 2
{% endmacro %}

{% macro _names_match(schema_pattern, table_pattern, exclude, escape='') -%}
  table_schema ilike '{{ schema_pattern }}' {{ escape }}
    and table_name ilike '{{ table_pattern }}' {{ escape }}
    {%- if exclude %}
    and table_name not ilike '{{ exclude }}' {{ escape }}
    {%- endif %}
{%- endmacro %}

{# Each dataset has an information schema of its own. #}
{% macro bigquery__get_tables_by_pattern_sql(schema_pattern, table_pattern, exclude='', database=target.database) %}
  {%- set project = adapter.quote(database) -%}
  {%- set schemas = dbt_utils._bigquery__get_matching_schemata(schema_pattern, database) -%}
  {%- for schema in schemas %}
  select distinct
    table_schema,
    table_name,
    {{ dbt_utils.get_table_types_sql() }}
  from {{ project }}.{{ adapter.quote(schema) }}.INFORMATION_SCHEMA.TABLES
  where lower(table_name) like lower('{{ table_pattern }}')
    {%- if exclude %}
    and lower(table_name) not like lower('{{ exclude }}')
    {%- endif %}
  {% if not loop.last %}union all{% endif %}
  {%- else %}
  select '' as table_schema, '' as table_name, '' as table_type
  from (select 1)
  where false
  {%- endfor %}
  order by 1, 2
{% endmacro %}

{% macro _bigquery__get_matching_schemata(schema_pattern, database) %}
  {%- if not ('%' in schema_pattern or '_' in schema_pattern) -%}{{ return([schema_pattern]) }}{%- endif -%}
  {%- set answer = run_query(
    'select schema_name from ' ~ adapter.quote(database) ~ '.INFORMATION_SCHEMA.SCHEMATA'
    ~ " where lower(schema_name) like lower('" ~ schema_pattern ~ "') order by 1"
  ) -%}
  {{ return(answer.columns[0].values() | list) }}
{% endmacro %}


{% macro get_tables_by_prefix_sql(schema, prefix, exclude='', database=target.database) %}
  {{ return(adapter.dispatch('get_tables_by_prefix_sql', 'dbt_utils')(schema, prefix, exclude, database)) }}
{% endmacro %}

{% macro default__get_tables_by_prefix_sql(schema, prefix, exclude='', database=target.database) %}
  {{ return(dbt_utils.get_tables_by_pattern_sql(schema, prefix ~ '%', exclude, database)) }}
{% endmacro %}


{# What kind of relation a row of the information schema is, in the words of relations. #}
{% macro get_table_types_sql() %}
  {{ return(adapter.dispatch('get_table_types_sql', 'dbt_utils')()) }}
{% endmacro %}

{% macro default__get_table_types_sql() -%}
  case
      when table_type in ('EXTERNAL', 'EXTERNAL TABLE', 'FOREIGN') then 'external'
      when table_type = 'MATERIALIZED VIEW' then 'materialized_view'
      when table_type = 'VIEW' then 'view'
      else 'table'
    end as {{ adapter.quote('table_type') }}
{%- endmacro %}
