{#
  Files are kept in a stage, which carries their format. Files that are in a stage already (`external_location: '@…'`) need no more than a
  format by name, as queries do not take one that is written out.
#}
{% macro snowflake__get_prepare_stage_sqls(relation, files, anew) -%}
  {%- set format = snowflake__file_format(files) -%}
  {%- if files.location.startswith('@') -%}
    {%- set name = relation.include(identifier=false) ~ '.quern_' ~ files.format -%}
    {{ return([snowflake__create(anew, 'file format', name) ~ ' ' ~ format]) }}
  {%- endif -%}
  {{ return([snowflake__create(anew, 'stage', relation) ~ ' file_format = (' ~ format ~ ')']) }}
{%- endmacro %}

{% macro snowflake__create(anew, kind, name) -%}
  {{ return('create ' ~ ('or replace ' if anew else '') ~ kind ~ ('' if anew else ' if not exists') ~ ' ' ~ name) }}
{%- endmacro %}

{# Options of YAML's `read_options` that both know under other names; others go as they are. #}
{% macro snowflake__file_format(files) -%}
  {%- set names = {'delim': 'field_delimiter', 'sep': 'field_delimiter', 'nullstr': 'null_if', 'quote': 'field_optionally_enclosed_by'} -%}
  {%- set options = ['type = ' ~ files.format] -%}
  {%- if files.format == 'csv' -%}
    {%- do options.append('skip_header = ' ~ (1 if files.read_options.get('header', true) else 0)) -%}
    {%- if 'quote' not in files.read_options -%}{%- do options.append("field_optionally_enclosed_by = '\"'") -%}{%- endif -%}
  {%- elif files.format == 'json' -%}
    {%- do options.append('strip_outer_array = true') -%}
  {%- endif -%}
  {%- for name, value in files.read_options.items() if name != 'header' -%}
    {%- set written = dbt.string_literal(dbt.escape_single_quotes(value)) if value is string else value -%}
    {%- do options.append(names.get(name, name) ~ ' = ' ~ ('(' ~ written ~ ')' if name == 'nullstr' else written)) -%}
  {%- endfor -%}
  {{ return(options | join(' ')) }}
{%- endmacro %}

{% macro snowflake__get_put_file_sql(relation, path, name) -%}
  {%- set folder = '/'.join(name.split('/')[:-1]) -%}
  put 'file://{{ path | replace("'", "\\'") }}' '@{{ relation }}/{{ folder }}' auto_compress = false overwrite = true
{%- endmacro %}

{% macro snowflake__get_remove_file_sql(relation, name) -%}
  remove '@{{ relation }}/{{ name }}'
{%- endmacro %}
