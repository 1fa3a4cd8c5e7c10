{#- Values lie within bounds: `from` and `to` are included, `above` and `below` are not. Nulls pass. -#}
{% test accepted_range(model, column_name, from=none, to=none, above=none, below=none) %}
{%- set outside = [] -%}
{%- if from is not none %}{% do outside.append(column_name ~ ' < ' ~ from) %}{% endif -%}
{%- if to is not none %}{% do outside.append(column_name ~ ' > ' ~ to) %}{% endif -%}
{%- if above is not none %}{% do outside.append(column_name ~ ' <= ' ~ above) %}{% endif -%}
{%- if below is not none %}{% do outside.append(column_name ~ ' >= ' ~ below) %}{% endif -%}

select {{ column_name }}
from {{ model }}
where {{ outside | join(' or ') }}

{% endtest %}
