{% macro cents(column) %}({{ inner(column) }} * 100){% endmacro %}
{% macro inner(column) %}{{ column }}{% endmacro %}
