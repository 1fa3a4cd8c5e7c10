{# The key of a row: a digest of what identifies it, the same on every platform. #}
{% macro key_of(columns) -%}
  {{ dbt.hash(joined_text(columns)) }}
{%- endmacro %}

{# A digest of all that a row says, to find the rows that changed. #}
{% macro row_hash_of(columns) -%}
  {{ dbt.hash(joined_text(columns)) }}
{%- endmacro %}

{% macro joined_text(columns) -%}
  {%- set parts = [] -%}
  {%- for column in columns -%}
    {%- do parts.append("coalesce(cast(" ~ column ~ " as " ~ dbt.type_string() ~ "), '~')") -%}
  {%- endfor -%}
  {{ parts | join(" || '|' || ") }}
{%- endmacro %}

{# 20181017 for 2018-10-17. #}
{% macro date_key_of(column) -%}
  cast(extract(year from {{ column }}) * 10000 + extract(month from {{ column }}) * 100 + extract(day from {{ column }}) as integer)
{%- endmacro %}

{#
  Rows of a relation that an incremental model does not have yet, or not like this. An export is complete every day and a cancellation has
  no time of its own, so no high-water mark would find all that changed.
#}
{% macro select_changed(relation, key) -%}
  select *
  from {{ relation }}
  {%- if is_incremental() %}
  where not exists (
    select 1
    from {{ this }} as known
    where known.{{ key }} = {{ relation }}.{{ key }}
      and known.row_hash = {{ relation }}.row_hash
  )
  {%- endif %}
{%- endmacro %}
