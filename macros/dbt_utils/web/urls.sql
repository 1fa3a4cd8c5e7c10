{# Parts of URLs in a column: field is an SQL expression. #}

{# The value of a parameter of the query, or null; of a field that is a query alone, too. #}
{% macro get_url_parameter(field, url_parameter) -%}
  {{ return(adapter.dispatch('get_url_parameter', 'dbt_utils')(field, url_parameter)) }}
{%- endmacro %}

{% macro default__get_url_parameter(field, url_parameter) -%}
  {#- With a '&' before each parameter none is taken for one whose name ends so. -#}
  {%- set parameters = dbt.concat(["'&'", dbt.replace(field, "'?'", "'&'")]) -%}
  {%- set rest = dbt.split_part(parameters, dbt.string_literal('&' ~ url_parameter ~ '='), 2) -%}
  nullif({{ dbt.split_part(dbt.split_part(rest, "'&'", 1), "'#'", 1) }}, '')
{%- endmacro %}


{# The host, with its port if there is one. #}
{% macro get_url_host(field) -%}
  {{ return(adapter.dispatch('get_url_host', 'dbt_utils')(field)) }}
{%- endmacro %}

{% macro default__get_url_host(field) -%}
  {{ dbt.split_part(dbt_utils._url_without_scheme(field), "'/'", 1) }}
{%- endmacro %}


{# What stands between the slash after the host and the query; null where there is no slash. #}
{% macro get_url_path(field) -%}
  {{ return(adapter.dispatch('get_url_path', 'dbt_utils')(field)) }}
{%- endmacro %}

{% macro default__get_url_path(field) -%}
  {%- set rest = dbt_utils._url_without_scheme(field) -%}
  {%- set slash = dbt.position("'/'", rest) -%}
  case when {{ slash }} > 0 then substr({{ rest }}, {{ slash }} + 1) end
{%- endmacro %}


{# A URL without scheme, query and fragment. #}
{% macro _url_without_scheme(field) -%}
  {%- set address = dbt.split_part(dbt.split_part(field, "'?'", 1), "'#'", 1) -%}
  {%- set after = dbt.split_part(address, "'://'", 2) -%}
  case when {{ dbt.position("'://'", address) }} > 0 then {{ after }} else {{ address }} end
{%- endmacro %}
