{% macro known() %}known{% endmacro %}
