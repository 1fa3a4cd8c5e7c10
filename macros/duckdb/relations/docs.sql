{# Comments. #}

{% macro duckdb__alter_relation_comment(relation, relation_comment) %}
  comment on {{ 'view' if relation.is_view else 'table' }} {{ relation }} is {{ duckdb_escape_comment(relation_comment) }};
{% endmacro %}


{# The relation's own spelling of names is used: YAML may differ in case. #}
{% macro duckdb__alter_column_comment(relation, column_dict) %}
  {% set existing = adapter.get_columns_in_relation(relation) %}
  {% set documented = {} %}
  {% for name, column in validate_doc_columns(relation, column_dict, existing | map(attribute='name') | list).items() %}
    {% do documented.update({name | lower: column['description']}) %}
  {% endfor %}
  {% for column in existing if column.name | lower in documented %}
    comment on column {{ relation }}.{{ adapter.quote(column.name) }} is {{ duckdb_escape_comment(documented[column.name | lower]) }};
  {% endfor %}
{% endmacro %}


{% macro duckdb_escape_comment(comment) -%}
  '{{ comment | string | replace("'", "''") }}'
{%- endmacro %}
