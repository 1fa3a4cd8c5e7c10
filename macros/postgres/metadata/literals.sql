{# A text, or a name, as a string literal. #}
{% macro postgres__literal(text) -%}
  '{{ text | string | replace("'", "''") }}'
{%- endmacro %}

{# The oid of a relation, or null. Temporary relations have no schema and are found as the server finds them. #}
{% macro postgres__relation_oid(relation) -%}
  to_regclass({{ postgres__literal(relation.include(database=False).render()) }})
{%- endmacro %}
