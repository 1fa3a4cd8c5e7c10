{# The nth piece of a string, counted from 1, or from the end when negative. #}

{% macro split_part(string_text, delimiter_text, part_number) %}
  {{ return(adapter.dispatch('split_part', 'dbt')(string_text, delimiter_text, part_number)) }}
{% endmacro %}

{% macro default__split_part(string_text, delimiter_text, part_number) %}
  split_part(
    {{ string_text }},
    {{ delimiter_text }},
    {{ part_number }}
  )
{% endmacro %}


{# For databases that count from the front only: the number of pieces is the number of delimiters plus one. #}
{% macro _split_part_negative(string_text, delimiter_text, part_number) %}
  split_part(
    {{ string_text }},
    {{ delimiter_text }},
      length({{ string_text }})
      - length(
          replace({{ string_text }},  {{ delimiter_text }}, '')
      ) + 2 + {{ part_number }}
    )
{% endmacro %}
