{#
  Runs a unit test: the model's query over fixtures against the expected rows. The types of expected columns are those that
  the query itself has, found by creating an empty temporary table from it.
#}
{%- materialization unit, default -%}
  {% set expected_rows = config.get('expected_rows') %}
  {% set expected_sql = config.get('expected_sql') %}
  {% set compared = (expected_rows[0].keys() | list) if expected_rows else get_columns_in_query(sql) %}

  {% set typed_relation = make_temp_relation(this.incorporate(type='table')) %}
  {% call statement(auto_begin=True) %}
    {{ get_create_table_as_sql(True, typed_relation, get_empty_subquery_sql(sql)) }}
  {% endcall %}
  {% set types = {} %}
  {% set quoted = {} %}
  {% for column in adapter.get_columns_in_relation(typed_relation) %}
    {% do types.update({column.name | lower: column.data_type}) %}
    {% do quoted.update({column.name | lower: column.quoted}) %}
  {% endfor %}

  {% if not expected_sql %}
    {% set expected_sql = get_expected_sql(expected_rows, types, quoted) %}
  {% endif %}
  {% set names = [] %}
  {% for name in compared %}
    {% do names.append(quoted.get(name | lower, adapter.quote(name))) %}
  {% endfor %}

  {% call statement('main', fetch_result=True) -%}
    {{ get_unit_test_sql(sql, expected_sql, names) }}
  {%- endcall %}

  {% do adapter.drop_relation(typed_relation) %}
  {{ return({'relations': []}) }}
{%- endmaterialization -%}
