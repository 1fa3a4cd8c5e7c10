{# group by 1,2,…,n #}
{% macro group_by(n) -%}
  {{ return(adapter.dispatch('group_by', 'dbt_utils')(n)) }}
{%- endmacro %}

{% macro default__group_by(n) -%}
  group by {{ range(1, n + 1) | join(',') }}
{%- endmacro %}


{# The sum of fields of which some may be null: these are 0. #}
{% macro safe_add(field_list) -%}
  {{ return(adapter.dispatch('safe_add', 'dbt_utils')(field_list)) }}
{%- endmacro %}

{% macro default__safe_add(field_list) -%}
  {{ dbt_utils._fields_or_zero(field_list, 'safe_add') | join(' + ') }}
{%- endmacro %}


{# The first field less all others; a null is 0. #}
{% macro safe_subtract(field_list) -%}
  {{ return(adapter.dispatch('safe_subtract', 'dbt_utils')(field_list)) }}
{%- endmacro %}

{% macro default__safe_subtract(field_list) -%}
  {{ dbt_utils._fields_or_zero(field_list, 'safe_subtract') | join(' - ') }}
{%- endmacro %}

{% macro _fields_or_zero(field_list, macro) -%}
  {%- if field_list is string or field_list is not iterable -%}
    {{ exceptions.raise_compiler_error(macro ~ ' takes a list of fields: ' ~ macro ~ "(['field_a', 'field_b'])") }}
  {%- endif -%}
  {%- set terms = [] -%}
  {%- for field in field_list %}{% do terms.append('coalesce(' ~ field ~ ', 0)') %}{% endfor -%}
  {{ return(terms) }}
{%- endmacro %}


{# A quotient; null where the denominator is 0. #}
{% macro safe_divide(numerator, denominator) -%}
  {{ return(adapter.dispatch('safe_divide', 'dbt_utils')(numerator, denominator)) }}
{%- endmacro %}

{% macro default__safe_divide(numerator, denominator) -%}
  ({{ numerator }}) / nullif(({{ denominator }}), 0)
{%- endmacro %}
