{#
  The MD5 of fields as texts with '-' between them. A null is a text of its own, so that it is no empty string; with the variable
  surrogate_key_treat_nulls_as_empty_strings it is one, as in releases before 1.0.
#}
{% macro generate_surrogate_key(field_list) -%}
  {{ return(adapter.dispatch('generate_surrogate_key', 'dbt_utils')(field_list)) }}
{%- endmacro %}

{% macro default__generate_surrogate_key(field_list) -%}
  {%- set empty = var('surrogate_key_treat_nulls_as_empty_strings', false) -%}
  {%- set null_text = dbt.string_literal('' if empty else '_dbt_utils_surrogate_key_null_') -%}
  {%- set parts = [] -%}
  {%- for field in field_list -%}
    {%- if not loop.first %}{% do parts.append("'-'") %}{% endif -%}
    {%- do parts.append('coalesce(cast(' ~ field ~ ' as ' ~ dbt.type_string() ~ '), ' ~ null_text ~ ')') -%}
  {%- endfor -%}
  {{ dbt.hash(dbt.concat(parts)) }}
{%- endmacro %}


{# The macro of releases before 1.0, whose keys were others: there is no silent way from one to the other. #}
{% macro surrogate_key(field_list) -%}
  {{ return(adapter.dispatch('surrogate_key', 'dbt_utils')(field_list)) }}
{%- endmacro %}

{% macro default__surrogate_key(field_list) -%}
  {%- do exceptions.raise_compiler_error(
    'dbt_utils.surrogate_key is now dbt_utils.generate_surrogate_key, in which a null is no empty string. '
    ~ 'For the keys that surrogate_key made set the variable surrogate_key_treat_nulls_as_empty_strings to true.'
  ) -%}
{%- endmacro %}
