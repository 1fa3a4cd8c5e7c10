{# Where a regular expression matches: its place on Snowflake and BigQuery, 1 on others; 0 where it does not. #}
{% macro regexp_instr(source_value, regexp, position=1, occurrence=1, is_raw=false, flags='') -%}
  {{ adapter.dispatch('regexp_instr', 'dbt_expectations')(source_value, regexp, position, occurrence, is_raw, flags) }}
{%- endmacro %}

{% macro default__regexp_instr(source_value, regexp, position, occurrence, is_raw, flags) -%}
  {{ exceptions.raise_compiler_error('Regular expressions on ' ~ target.type ~ ' are not known to dbt_expectations') }}
{%- endmacro %}

{% macro duckdb__regexp_instr(source_value, regexp, position, occurrence, is_raw, flags) -%}
  {%- do dbt_expectations._check_flags(flags, 'cilmnpsg') -%}
  cast(regexp_matches({{ source_value }}, {{ dbt_expectations._literal(regexp) }}
    {%- if flags %}, '{{ flags }}'{% endif %}) as integer)
{%- endmacro %}

{% macro postgres__regexp_instr(source_value, regexp, position, occurrence, is_raw, flags) -%}
  {%- do dbt_expectations._check_flags(flags, 'bceimnpqstwx') -%}
  {%- set with_flags = '(?' ~ flags ~ ')' ~ regexp if flags else regexp -%}
  cast({{ source_value }} ~ {{ dbt_expectations._literal(with_flags) }} as integer)
{%- endmacro %}

{# Backslashes of a raw expression would be taken for escapes of the literal. #}
{% macro snowflake__regexp_instr(source_value, regexp, position, occurrence, is_raw, flags) -%}
  {%- do dbt_expectations._check_flags(flags, 'cmise') -%}
  {%- set written = regexp | replace('\\', '\\\\') if is_raw else regexp -%}
  regexp_instr({{ source_value }}, {{ dbt_expectations._literal(written) }}, {{ position }}, {{ occurrence }}
    {%- if flags %}, 0, '{{ flags }}'{% endif %})
{%- endmacro %}

{% macro bigquery__regexp_instr(source_value, regexp, position, occurrence, is_raw, flags) -%}
  {%- do dbt_expectations._check_flags(flags, 'imsU') -%}
  {%- set with_flags = '(?' ~ flags ~ ')' ~ regexp if flags else regexp -%}
  regexp_instr({{ source_value }}, {{ 'r' if is_raw }}{{ dbt_expectations._literal(with_flags) }}, {{ position }}, {{ occurrence }})
{%- endmacro %}

{# Not when projects are parsed: a test may be disabled where its flags are not known. #}
{% macro _check_flags(flags, known) -%}
  {%- for flag in flags or '' if execute and flag not in known -%}
    {{ exceptions.raise_compiler_error("'" ~ flag ~ "' is no flag of regular expressions on " ~ target.type ~ ": there are " ~ known) }}
  {%- endfor -%}
{%- endmacro %}

{# Whether a value matches; null of null. #}
{% macro _matches(source_value, regexp, is_raw=false, flags='') -%}
  {{ return(adapter.dispatch('_matches', 'dbt_expectations')(source_value, regexp, is_raw, flags)) }}
{%- endmacro %}

{% macro default___matches(source_value, regexp, is_raw, flags) -%}
  {{ dbt_expectations.regexp_instr(source_value, regexp, is_raw=is_raw, flags=flags) }} > 0
{%- endmacro %}

{% macro bigquery___matches(source_value, regexp, is_raw, flags) -%}
  {%- do dbt_expectations._check_flags(flags, 'imsU') -%}
  {%- set with_flags = '(?' ~ flags ~ ')' ~ regexp if flags else regexp -%}
  regexp_contains({{ source_value }}, {{ 'r' if is_raw }}{{ dbt_expectations._literal(with_flags) }})
{%- endmacro %}
