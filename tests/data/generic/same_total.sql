{#- An aggregate over the model equals an aggregate over another relation: nothing got lost or counted twice on the way. -#}
{% test same_total(model, expression, to, to_expression=none) %}

select
    (select {{ expression }} from {{ model }}) as total,
    (select {{ to_expression or expression }} from {{ to }}) as expected
where total is distinct from expected

{% endtest %}
