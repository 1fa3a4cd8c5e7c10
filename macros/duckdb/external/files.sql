{# Where files of external relations are, and how they are written and read. #}

{# `<external_root>/<name>.<format>`; a folder of that name where the files are partitioned. #}
{%- macro external_location(relation, config) -%}
  {%- set partitioned = config.get('options', {}).get('partition_by') -%}
  {{ adapter.external_root() }}/{{ relation.identifier }}{{ '.' ~ config.get('format', 'parquet') if not partitioned }}
{%- endmacro -%}


{# The options of COPY, rendered. #}
{% macro render_write_options(config) -%}
  {% set rendered = {} %}
  {% for name, value in (config.get('options') or {}).items() %}
    {% do rendered.update({name: render(value | string)}) %}
  {% endfor %}
  {% for name in ['format', 'delimiter'] if config.get(name) %}
    {% do rendered.update({name: render(config.get(name) | string)}) %}
  {% endfor %}
  {{ return(rendered) }}
{%- endmacro %}


{% macro write_to_file(relation, location, options) -%}
  {% call statement('write_to_file') -%}
    copy {{ relation }} to '{{ location | replace("'", "''") }}' ({{ options }})
  {%- endcall %}
{%- endmacro %}


{% macro location_exists(location) -%}
  {% do return(adapter.location_exists(location)) %}
{%- endmacro %}


{# The table function that reads the files back: by `format`, else by their extension, else parquet. #}
{% macro duckdb__read_files(read_location, config) %}
  {%- set format = config.get('format') -%}
  {%- if not format -%}
    {%- set extensions = read_location | lower | replace('.gz', '') | replace('.zst', '') -%}
    {%- set format = 'csv' if extensions.endswith('.csv') else 'json' if extensions.endswith('.json') else 'parquet' -%}
  {%- endif -%}
  {%- set defaults = {'parquet': {'union_by_name': False}, 'csv': {'auto_detect': True}, 'json': {'auto_detect': True}} -%}
  {%- set arguments = ["'" ~ read_location | replace("'", "''") ~ "'"] -%}
  {%- for name, value in config.get(format ~ '_read_options', defaults[format]).items() -%}
    {%- do arguments.append(name ~ '=' ~ value) -%}
  {%- endfor -%}
  read_{{ format }}({{ arguments | join(', ') }})
{%- endmacro %}


{# Hands the relation to a plugin that keeps a catalog elsewhere. #}
{% macro store_relation(plugin, relation, location, format, config) -%}
  {%- if plugin -%}
    {%- set columns = adapter.get_columns_in_relation(relation) -%}
    {% do adapter.store_relation(plugin, relation, columns, location, format, config) %}
  {%- endif -%}
{%- endmacro %}
