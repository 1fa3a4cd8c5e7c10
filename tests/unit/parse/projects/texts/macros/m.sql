{% macro m() %}
 x 
{% endmacro %}
