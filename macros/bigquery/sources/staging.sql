{# An external table over files in Cloud Storage. Columns that are not declared are found out by BigQuery. #}
{% macro bigquery__get_external_source_sql(relation, files) -%}
  create or replace external table {{ relation }}
  {%- if files.is_declared %} (
    {%- for column in files.columns %}
    {{ adapter.quote(column.name) }} {{ column.type }}{{ ',' if not loop.last }}
    {%- endfor %}
  )
  {%- endif %}
  {%- if files.partitions %}
  with partition columns (
    {%- for column in files.partitions %}
    {{ adapter.quote(column.name) }} {{ column.type or 'STRING' }}{{ ',' if not loop.last }}
    {%- endfor %}
  )
  {%- elif files.hive_partitioning %}
  with partition columns
  {%- endif %}
  options (
    format = '{{ {'parquet': 'PARQUET', 'csv': 'CSV', 'json': 'NEWLINE_DELIMITED_JSON'}[files.format] }}',
    uris = ['{{ files.location }}']
    {%- if files.hive_partitioning %},
    hive_partition_uri_prefix = '{{ files.folder }}'
    {%- endif %}
    {%- for name, value in bigquery__external_options(files).items() %},
    {{ name }} = {{ dbt.string_literal(value) if value is string else value | string | lower }}
    {%- endfor %}
  )
{%- endmacro %}

{# Options of YAML's `read_options` that are known under other names here; others go as they are. #}
{% macro bigquery__external_options(files) -%}
  {%- set names = {'delim': 'field_delimiter', 'sep': 'field_delimiter', 'nullstr': 'null_marker'} -%}
  {%- set options = {} -%}
  {%- if files.format == 'csv' and files.read_options.get('header', true) -%}
    {%- do options.update({'skip_leading_rows': 1}) -%}
  {%- endif -%}
  {%- for name, value in files.read_options.items() if name != 'header' -%}
    {%- do options.update({names.get(name, name): value}) -%}
  {%- endfor -%}
  {{ return(options) }}
{%- endmacro %}
