{#- Values match a regular expression. Nulls pass. -#}
{% test matches_pattern(model, column_name, pattern) %}

select {{ column_name }}
from {{ model }}
where not {{ matches(column_name, pattern) }}

{% endtest %}
