{# Functions that PostgreSQL spells its own way. #}

{# There is no any_value before version 16; the smallest one is as good as any. #}
{% macro postgres__any_value(expression) -%}
  min({{ expression }})
{%- endmacro %}


{% macro postgres__equals(expr1, expr2) -%}
  {%- set operator = 'IS NOT DISTINCT FROM' if adapter.behavior.enable_truthy_nulls_equals_macro.no_warn else '=' -%}
  ({{ expr1 }} {{ operator }} {{ expr2 }})
{%- endmacro %}


{# The server counts from the end since version 14 only. #}
{% macro postgres__split_part(string_text, delimiter_text, part_number) %}
  {{ return(
    dbt._split_part_negative(string_text, delimiter_text, part_number) if part_number < 0
    else dbt.default__split_part(string_text, delimiter_text, part_number)
  ) }}
{% endmacro %}


{# The first values are taken of an array, as aggregates know no limit. #}
{% macro postgres__listagg(measure, delimiter_text, order_by_clause, limit_num) -%}
  {%- set values = measure ~ ('\n    ' ~ order_by_clause if order_by_clause) -%}
  {%- if limit_num -%}
  array_to_string(
    (array_agg(
      {{ values }}
    ))[1:{{ limit_num }}],
    {{ delimiter_text }}
    )
  {%- else -%}
  string_agg(
    {{ measure }},
    {{ delimiter_text }}
    {{ order_by_clause if order_by_clause }}
    )
  {%- endif %}
{%- endmacro %}
