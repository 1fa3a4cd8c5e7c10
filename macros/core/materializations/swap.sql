{# Moves what stands in the target's place away and the new relation there. To be called inside a transaction. #}
{% macro swap_in(existing_relation, intermediate_relation, target_relation, backup_relation) %}
  {% if existing_relation is not none %}
    {# Read again: a hook may have dropped it. #}
    {% set existing_relation = load_cached_relation(existing_relation) %}
    {% if existing_relation is not none %}
      {% do adapter.rename_relation(existing_relation, backup_relation) %}
    {% endif %}
  {% endif %}
  {% do adapter.rename_relation(intermediate_relation, target_relation) %}
{% endmacro %}
