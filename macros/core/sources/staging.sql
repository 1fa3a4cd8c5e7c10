{#
  What `quern source stage` runs: files of sources become what SQL can read. `relation` is the source's, `state` the table staged_files of
  quern's own schema, which holds a row for each file that was taken.
#}

{# Makes the schemas and the table of files that were taken; outside of a transaction. #}
{% macro prepare_staging(relation) -%}
  {%- do adapter.create_schema(relation) -%}
  {%- set state = quern_state_table('staged_files', {
    'relation': 'string', 'file': 'string', 'size': 'bigint', 'modified': 'bigint', 'digest': 'string', 'staged_at': 'timestamp'
  }) -%}
  {{ return(state) }}
{%- endmacro %}

{# The same without making anything: none if nothing was ever taken. #}
{% macro found_staging() -%}
  {{ return(quern_state_found('staged_files')) }}
{%- endmacro %}


{# Lets one staging of a relation wait for another: empty where the warehouse has no such lock. #}
{% macro get_staging_lock_sql(relation) -%}
  {{ return(adapter.dispatch('get_staging_lock_sql', 'dbt')(relation)) }}
{%- endmacro %}

{% macro default__get_staging_lock_sql(relation) -%}
  {{ return('') }}
{%- endmacro %}


{% macro get_staged_files_sql(state, relation) -%}
  select file, size, modified, digest from {{ state }} where relation = {{ dbt.string_literal(relation | string) }}
{%- endmacro %}

{% macro get_note_files_sql(state, relation, files) -%}
  insert into {{ state }} (relation, file, size, modified, digest, staged_at) values
  {%- for file in files %}
    ({{ dbt.string_literal(relation | string) }}, {{ dbt.string_literal(dbt.escape_single_quotes(file.name)) }}, {{ file.size }}, {{ file.modified }}, '{{ file.digest }}', {{ dbt.current_timestamp() }})
    {{- ',' if not loop.last }}
  {%- endfor %}
{%- endmacro %}

{% macro get_forget_files_sql(state, relation, names) -%}
  delete from {{ state }} where relation = {{ dbt.string_literal(relation | string) }}
  {%- if names is not none %} and file in ({{ staged_names(names) }}){% endif %}
{%- endmacro %}

{% macro staged_names(names) -%}
  {%- for name in names -%}
    {{ dbt.string_literal(dbt.escape_single_quotes(name)) }}{{ ', ' if not loop.last }}
  {%- endfor -%}
{%- endmacro %}


{# Rows of files: the table, its columns, and what is taken away again. `columns` are [{name, type}], names quoted where they must be. #}
{% macro get_staged_columns(relation) -%}
  {%- set found = load_cached_relation(relation) -%}
  {{ return(none if found is none else adapter.get_columns_in_relation(found) | map(attribute='name') | list) }}
{%- endmacro %}

{% macro drop_staged_table(relation) -%}
  {%- do adapter.drop_relation(load_cached_relation(relation)) -%}
{%- endmacro %}

{% macro get_create_staged_sql(relation, columns) -%}
  create table {{ relation }} (
    {%- for column in columns %}
    {{ column.name }} {{ column.type }}{{ ',' if not loop.last }}
    {%- endfor %}
  )
{%- endmacro %}

{% macro get_add_staged_columns_sql(relation, columns) -%}
  alter table {{ relation }}
  {%- for column in columns %}
    add column {{ column.name }} {{ column.type }}{{ ',' if not loop.last }}
  {%- endfor %}
{%- endmacro %}

{% macro get_delete_staged_rows_sql(relation, file_column, names) -%}
  delete from {{ relation }} where {{ file_column }} in ({{ staged_names(names) }})
{%- endmacro %}

{% macro get_copy_rows_sql(relation, columns) -%}
  {{ return(adapter.dispatch('get_copy_rows_sql', 'dbt')(relation, columns)) }}
{%- endmacro %}

{% macro default__get_copy_rows_sql(relation, columns) -%}
  {{ return(no_file_staging('get_copy_rows_sql')) }}
{%- endmacro %}


{# Files: the stage that holds them, and what goes into it and out of it. `source` is the node as the graph has it. #}
{% macro get_prepare_stage_sqls(relation, files, anew) -%}
  {{ return(adapter.dispatch('get_prepare_stage_sqls', 'dbt')(relation, files, anew)) }}
{%- endmacro %}

{% macro default__get_prepare_stage_sqls(relation, files, anew) -%}
  {{ return(no_file_staging('get_prepare_stage_sqls')) }}
{%- endmacro %}

{% macro get_put_file_sql(relation, path, name) -%}
  {{ return(adapter.dispatch('get_put_file_sql', 'dbt')(relation, path, name)) }}
{%- endmacro %}

{% macro default__get_put_file_sql(relation, path, name) -%}
  {{ return(no_file_staging('get_put_file_sql')) }}
{%- endmacro %}

{% macro get_remove_file_sql(relation, name) -%}
  {{ return(adapter.dispatch('get_remove_file_sql', 'dbt')(relation, name)) }}
{%- endmacro %}

{% macro default__get_remove_file_sql(relation, name) -%}
  {{ return(no_file_staging('get_remove_file_sql')) }}
{%- endmacro %}


{# A definition is enough: the statement that makes it. #}
{% macro get_external_source_sql(relation, files) -%}
  {{ return(adapter.dispatch('get_external_source_sql', 'dbt')(relation, files)) }}
{%- endmacro %}

{% macro default__get_external_source_sql(relation, files) -%}
  {{ return(no_file_staging('get_external_source_sql')) }}
{%- endmacro %}


{% macro no_file_staging(name) -%}
  {{ exceptions.raise_compiler_error('Files of sources are not staged so on ' ~ adapter.type() ~ ': there is no ' ~ adapter.type() ~ '__' ~ name) }}
{%- endmacro %}
