{% test expression(model, expression) %}select * from {{ model }} where not ({{ expression }}){% endtest %}
