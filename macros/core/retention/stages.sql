{# Files of a stage, where the warehouse has stages: [{name, modified}], names as REMOVE takes them behind the stage's own. #}
{% macro list_stage_files(location) -%}
  {{ return(adapter.dispatch('list_stage_files', 'dbt')(location)) }}
{%- endmacro %}

{% macro default__list_stage_files(location) -%}
  {{ return(none) }}
{%- endmacro %}

{% macro get_remove_stage_file_sql(location, name) -%}
  {{ return(adapter.dispatch('get_remove_stage_file_sql', 'dbt')(location, name)) }}
{%- endmacro %}

{% macro default__get_remove_stage_file_sql(location, name) -%}
  {{ exceptions.raise_compiler_error(adapter.type() ~ ' has no stages') }}
{%- endmacro %}
