{# Seeds go in by COPY. #}

{# The drop belongs to the transaction that fills the new table: readers see the old one or the new one. #}
{% macro postgres__reset_csv_table(model, full_refresh, old_relation, agate_table) %}
  {% if not full_refresh %}
    {{ return(default__reset_csv_table(model, full_refresh, old_relation, agate_table)) }}
  {% endif %}
  {% call statement('drop_old_seed') -%}
    {{ get_drop_sql(old_relation) }}
  {%- endcall %}
  {% do adapter.cache_dropped(old_relation) %}
  {{ return(create_csv_table(model, agate_table)) }}
{% endmacro %}

{% macro postgres__load_csv_rows(model, agate_table) %}
  {% if agate_table.rows | length == 0 %}
    {{ return('') }}
  {% endif %}
  {% set columns = get_seed_column_quoted_csv(model, agate_table.column_names) %}
  {% set sql = 'copy ' ~ this.render() ~ ' (' ~ columns ~ ') from stdin' %}
  {% do assert_seed_rows(adapter.copy_rows(sql, agate_table.rows), agate_table) %}
  {{ return(sql) }}
{% endmacro %}
