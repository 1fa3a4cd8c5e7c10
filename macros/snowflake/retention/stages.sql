{# LIST names files of a stage of Snowflake's by the stage first; those of an external stage by their address, which are somebody else's to remove. #}
{% macro snowflake__list_stage_files(location) -%}
  {%- set files = [] -%}
  {%- for row in run_query('list ' ~ dbt.string_literal(dbt.escape_single_quotes(location))) -%}
    {%- if '://' in row['name'] -%}
      {{ return(none) }}
    {%- endif -%}
    {%- do files.append({'name': row['name'].split('/')[1:] | join('/'), 'modified': row['last_modified'] | string}) -%}
  {%- endfor -%}
  {{ return(files) }}
{%- endmacro %}

{% macro snowflake__get_remove_stage_file_sql(location, name) -%}
  remove {{ dbt.string_literal(dbt.escape_single_quotes(location.split('/')[0] ~ '/' ~ name)) }}
{%- endmacro %}
