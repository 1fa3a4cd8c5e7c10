{% test sized(model, least) %}select 1 from {{ model }} having count(*) < {{ least }}{% endtest %}
