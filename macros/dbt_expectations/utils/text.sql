{% macro md5(string_value) -%}
  {{ adapter.dispatch('md5', 'dbt_expectations')(string_value) }}
{%- endmacro %}

{% macro default__md5(string_value) -%}{{ dbt.hash(string_value) }}{%- endmacro %}

{# A text between quotes. Quotes in it that are doubled already stay as they are. #}
{% macro _literal(value) -%}
  {{ return("'" ~ dbt.escape_single_quotes(value | string | replace("''", "'")) ~ "'") }}
{%- endmacro %}

{# Values of a set, as texts or as they are written. #}
{% macro _literals(values, quote_values=true) -%}
  {%- set written = [] -%}
  {%- for value in values -%}
    {%- do written.append(dbt_expectations._literal(value) if quote_values else value | string) -%}
  {%- endfor -%}
  {{ return(written) }}
{%- endmacro %}

{# `(a) or (b)`; `and` where match_on is 'all'. #}
{% macro _any_or_all(conditions, match_on) -%}
  {%- if match_on not in ['any', 'all'] -%}
    {{ exceptions.raise_compiler_error("match_on must be 'any' or 'all', but is '" ~ match_on ~ "'") }}
  {%- endif -%}
  {{ return('(' ~ conditions | join(') and (' if match_on == 'all' else ') or (') ~ ')') }}
{%- endmacro %}
