{#
  Writes the query's rows to a file (or a folder of them) and puts a view over it. Files: `location`, `format` (parquet, csv,
  json), `delimiter`, `options` of COPY; reading: `parquet_read_options`, `csv_read_options`, `json_read_options`.
#}
{% materialization external, adapter='duckdb', supported_languages=['sql', 'python'] %}
  {%- set format = config.get('format') -%}
  {%- if format and format not in ['csv', 'parquet', 'json'] -%}
    {{ exceptions.raise_compiler_error('Invalid format: ' ~ format ~ '. Allowed formats are: csv, parquet, json') }}
  {%- endif -%}
  {%- set location = render(config.get('location', default=external_location(this, config))) -%}
  {%- set rendered_options = render_write_options(config) -%}
  {%- set write_options = adapter.external_write_options(location, rendered_options) -%}
  {%- set read_location = adapter.external_read_location(location, rendered_options) -%}
  {%- set existing_relation = load_cached_relation(this) -%}
  {%- set target_relation = this.incorporate(type='view') -%}
  {%- set rows_relation = make_temp_relation(this.incorporate(type='table')) -%}

  {{ run_hooks(pre_hooks, inside_transaction=False) }}
  {{ run_hooks(pre_hooks, inside_transaction=True) }}

  {% call statement('create_table', language=model['language']) -%}
    {{ create_table_as(True, rows_relation, compiled_code, model['language']) }}
  {%- endcall %}

  {# A file without rows may say no types: one row of nulls does, and the view leaves it out. #}
  {% call statement('count_rows', fetch_result=True) -%}
    select count(*) from {{ rows_relation }}
  {%- endcall %}
  {% set is_empty = load_result('count_rows')['data'][0][0] == 0 %}
  {% set columns = adapter.get_columns_in_relation(rows_relation) %}
  {% if is_empty %}
    {% call statement('row_of_nulls') -%}
      insert into {{ rows_relation }} values ({{ (['null'] * (columns | length)) | join(', ') }})
    {%- endcall %}
  {% endif %}

  {% do write_to_file(rows_relation, location, write_options) %}

  {% do duckdb__make_way(existing_relation, target_relation) %}
  {% call statement('main', language='sql') -%}
    create or replace view {{ target_relation }} as (
      select * from {{ duckdb__read_files(read_location, config) }}
      {% if is_empty -%}
      where {% for column in columns -%}
        {{ column.quoted }} is not null{{ ' and ' if not loop.last }}
      {%- endfor %}
      {%- endif %}
    );
  {%- endcall %}
  {% do store_relation(config.get('plugin'), target_relation, location, format, config) %}
  {% call statement('drop_rows') -%}
    {{ drop_table(rows_relation) }}
  {%- endcall %}

  {{ run_hooks(post_hooks, inside_transaction=True) }}
  {% do apply_grants(target_relation, config.get('grants'), should_revoke=should_revoke(existing_relation)) %}
  {% do persist_docs(target_relation, model) %}

  {{ adapter.commit() }}
  {{ run_hooks(post_hooks, inside_transaction=False) }}

  {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}
