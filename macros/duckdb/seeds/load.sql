{# Seeds go in by COPY from the file itself; `fast: false` sends the rows that were read instead. With --empty there are none. #}

{% macro duckdb__get_binding_char() %}
  {{ return(adapter.get_binding_char()) }}
{% endmacro %}

{% macro duckdb__get_batch_size() %}
  {{ return(10000) }}
{% endmacro %}

{% macro duckdb__create_csv_table(model, agate_table) %}
  {% set sql = 'create or replace table ' ~ this.render() ~ ' (' ~ csv_table_columns(model, agate_table) ~ ')' %}
  {% call statement('_') -%}
    {{ sql }}
  {%- endcall %}
  {{ return(sql) }}
{% endmacro %}

{# Nothing is dropped before: the transaction that fills the new table replaces the old one. #}
{% macro duckdb__reset_csv_table(model, full_refresh, old_relation, agate_table) %}
  {% if full_refresh %}
    {% do duckdb__make_way(old_relation, this.incorporate(type='table')) %}
    {{ return(create_csv_table(model, agate_table)) }}
  {% endif %}
  {{ return(default__reset_csv_table(model, full_refresh, old_relation, agate_table)) }}
{% endmacro %}

{% macro duckdb__load_csv_rows(model, agate_table) %}
  {% if not config.get('fast', true) or agate_table.rows | length == 0 %}
    {{ return(default__load_csv_rows(model, agate_table)) }}
  {% endif %}
  {% set path = adapter.get_seed_file_path(model) | replace("'", "''") %}
  {% set delimiter = config.get('delimiter', ',') | replace("'", "''") %}
  {% set sql = 'copy ' ~ this.render() ~ " from '" ~ path ~ "' (format csv, header true, delimiter '" ~ delimiter ~ "')" %}
  {% do adapter.add_query(sql, abridge_sql_log=True) %}
  {% do assert_seed_rows(run_query('select count(*) from ' ~ this.render()).rows[0][0], agate_table) %}
  {{ return(sql) }}
{% endmacro %}
