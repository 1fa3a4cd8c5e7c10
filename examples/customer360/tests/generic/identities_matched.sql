{#- Fails if fewer of the identities than that were brought together with another of the same person. -#}
{% test identities_matched(model, at_least) %}

select countif(is_matched) / count(*) as match_rate
from {{ model }}
having countif(is_matched) / count(*) < {{ at_least }}

{% endtest %}
