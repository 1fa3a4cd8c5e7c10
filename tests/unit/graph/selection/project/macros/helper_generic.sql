{% test helper_generic(model, other) %}
select * from {{ model }} where id not in (select id from {{ other }})
{% endtest %}
