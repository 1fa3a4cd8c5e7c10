{% macro own() %}{% endmacro %}
