{# Comments. #}

{% macro postgres__alter_relation_comment(relation, comment) %}
  comment on {{ relation.type | replace('_', ' ') }} {{ relation }} is {{ postgres_escape_comment(comment) }};
{% endmacro %}


{# The relation's own spelling of names is used: YAML may differ in case. #}
{% macro postgres__alter_column_comment(relation, column_dict) %}
  {% set existing = adapter.get_columns_in_relation(relation) %}
  {% for name, column in validate_doc_columns(relation, column_dict, existing | map(attribute='name') | list).items() %}
    {% for there in existing if there.name == name or (not column.get('quote') and there.name | lower == name | lower) %}
      comment on column {{ relation }}.{{ adapter.quote(there.name) }} is {{ postgres_escape_comment(column['description']) }};
    {% endfor %}
  {% endfor %}
{% endmacro %}


{% macro postgres_escape_comment(comment) -%}
  {% if comment is not string %}
    {% do exceptions.raise_compiler_error('cannot escape a non-string: ' ~ comment) %}
  {% endif %}
  {{- postgres__literal(comment) }}
{%- endmacro %}
