{# A seed is one load job, which replaces the table as a whole: there is nothing to create or truncate before. #}

{% macro bigquery__create_csv_table(model, agate_table) %}
  {{ return('') }}
{% endmacro %}

{% macro bigquery__reset_csv_table(model, full_refresh, old_relation, agate_table) %}
  {{ return('') }}
{% endmacro %}

{% macro bigquery__load_csv_rows(model, agate_table) %}
  {% set types = {} %}
  {% set configured = model['config'].get('column_types') or {} %}
  {% for name in agate_table.column_names %}
    {% do types.update({name: configured.get(name) or adapter.convert_type(agate_table, loop.index0)}) %}
  {% endfor %}
  {% do adapter.load_dataframe(
    this.database, this.schema, this.identifier, agate_table, types, model['config'].get('delimiter', ','),
    adapter.get_seed_file_path(model)
  ) %}
  {% set options = bigquery_table_options(config, model) | trim %}
  {% if options %}
    {% call statement('options') -%}
      alter table {{ this.render() }} set {{ options }}
    {%- endcall %}
  {% endif %}
  {{ return('-- load job of ' ~ (agate_table.rows | length) ~ ' rows into ' ~ this.render()) }}
{% endmacro %}
