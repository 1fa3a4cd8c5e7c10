{#- External tables over the files of a delivery: one for each source that says where its files are. -#}
{% macro lay_out_landing() %}
  {%- if execute -%}
    {%- set sources = graph.sources.values() | selectattr('package_name', 'equalto', project_name) | list -%}
    {%- for schema in sources | map(attribute='schema') | unique -%}
      {%- do run_query('create schema if not exists `' ~ target.project ~ '`.`' ~ schema ~ '`') -%}
    {%- endfor -%}
    {%- for source in sources -%}
      {%- do run_query(external_table(source)) -%}
    {%- endfor -%}
  {%- endif -%}
{% endmacro %}

{% macro external_table(source) -%}
  {%- set location = source.meta.external_location | replace('{name}', source.name) -%}
  {%- set folder, ending = location.split('/*/*.') -%}
  {%- set formats = {'json': 'NEWLINE_DELIMITED_JSON', 'csv': 'CSV', 'parquet': 'PARQUET'} -%}
  {%- set typed = source.columns.values() | selectattr('data_type') | list -%}
create or replace external table {{ api.Relation.create(database=source.database, schema=source.schema, identifier=source.identifier) }}
{% if typed -%}
(
  {%- for column in typed %}
  {{ column.name }} {{ column.data_type }}{{ ',' if not loop.last }}
  {%- endfor %}
)
{% endif -%}
with partition columns (delivery_date date)
options (
  format = '{{ formats[ending] }}',
  uris = ['{{ folder }}/*.{{ ending }}'],
  {% if ending == 'csv' %}skip_leading_rows = 1,
  {% endif -%}
  hive_partition_uri_prefix = '{{ folder }}'
)
{%- endmacro %}
