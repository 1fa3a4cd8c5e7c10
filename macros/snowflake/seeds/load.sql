{# Seeds: up to ten thousand rows go in by one insert of bound arrays, more through a file in the table's own stage. #}

{% macro snowflake__get_binding_char() %}
  {{ return('?') }}
{% endmacro %}

{% macro snowflake__create_csv_table(model, agate_table) %}
  {% set kind = 'transient table ' if model['config'].get('transient') else 'table ' %}
  {% set sql = 'create or replace ' ~ kind ~ this.render() ~ ' (' ~ csv_table_columns(model, agate_table) ~ ')' %}
  {% call statement('_') -%}
    {{ sql }}
  {%- endcall %}
  {{ return(sql) }}
{% endmacro %}

{# Rows are replaced in one transaction, which ends with the seed: readers never see an empty table. #}
{% macro snowflake__reset_csv_table(model, full_refresh, old_relation, agate_table) %}
  {% if full_refresh %}
    {{ return(create_csv_table(model, agate_table)) }}
  {% endif %}
  {% set sql = 'delete from ' ~ old_relation.render() %}
  {% call statement('_') -%}
    begin;
    {{ sql }}
  {%- endcall %}
  {{ return(sql) }}
{% endmacro %}

{% macro snowflake__load_csv_rows(model, agate_table) %}
  {% set columns = get_seed_column_quoted_csv(model, agate_table.column_names) %}
  {% set rows = agate_table.rows | length %}
  {% if rows == 0 %}
    {{ return('') }}
  {% elif rows > get_batch_size() or rows * (agate_table.column_names | length) > 100000 %}
    {{ return(snowflake__copy_seed(model, columns, agate_table)) }}
  {% endif %}
  {% set placeholders = ['?'] * (agate_table.column_names | length) %}
  {% set sql = 'insert into ' ~ this.render() ~ ' (' ~ columns ~ ') values (' ~ placeholders | join(', ') ~ ')' %}
  {% set bindings = [] %}
  {% for row in agate_table.rows %}
    {% do bindings.extend(row) %}
  {% endfor %}
  {% set answered = adapter.add_query(sql, bindings=bindings, abridge_sql_log=True) %}
  {% do assert_seed_rows(answered[1].rows_affected | default(none), agate_table) %}
  {{ return(sql) }}
{% endmacro %}

{# The file itself, compressed by the driver; it is gone once its rows are in. Empty fields and `null` are nulls, as in seeds elsewhere. #}
{% macro snowflake__copy_seed(model, columns, agate_table) %}
  {% set stage = '@' ~ this.include(identifier=False) ~ '.%' ~ adapter.quote_as_configured(this.identifier, 'identifier') %}
  {% set path = adapter.get_seed_file_path(model) | replace('\\', '/') | replace("'", "\\'") %}
  {% do run_query("put 'file://" ~ path ~ "' '" ~ (stage | replace("'", "\\'")) ~ "' auto_compress = true overwrite = true") %}
  {% set sql -%}
    copy into {{ this }} ({{ columns }})
    from '{{ stage | replace("'", "\\'") }}'
    file_format = (
      type = csv skip_header = 1 field_delimiter = {{ snowflake__literal(config.get('delimiter', ',')) }}
      field_optionally_enclosed_by = '"' null_if = ('', 'null', 'NULL', 'Null') empty_field_as_null = true
    )
    purge = true
  {%- endset %}
  {% set answered = adapter.add_query(sql) %}
  {% do assert_seed_rows(answered[1].rows_affected | default(none), agate_table) %}
  {{ return(sql) }}
{% endmacro %}
