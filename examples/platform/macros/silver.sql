{# What the silver layer does with every source. #}

{#
  The newest delivered version of each key: of what arrived since the last run, less the lateness that is allowed for. `order_by` tells versions apart.
  A version that the table has already is left out, so that a run without news changes nothing.
#}
{% macro newest(source, key, order_by, columns) -%}
ranked as (
  select
    {{ columns | join(',\n    ') }},
    ingest_date,
    row_number() over (partition by {{ key }} order by {{ order_by }} desc, ingest_date) as version_rank
  from {{ source }}
  {%- if is_incremental() %}
  where ingest_date > {{ high_water_mark('ingest_date', late_arrival=var('late_arrival')) }}
  {%- endif %}
),

newest as (
  select
    {{ columns | join(',\n    ') }},
    ingest_date
  from ranked
  {%- if is_incremental() %}
  where version_rank = 1
    and not exists (
      select 1 from {{ this }} as had where had.{{ key }} = ranked.{{ key }} and had.{{ order_by }} >= ranked.{{ order_by }}
    )
  {%- else %}
  where version_rank = 1
  {%- endif %}
)
{%- endmacro %}


{# An e-mail address in lower case, or null if it is none. #}
{% macro clean_email(column) -%}
  case
    when lower(trim({{ column }})) like '%_@_%._%'
      and lower(trim({{ column }})) not like '%@%@%'
      and lower(trim({{ column }})) not like '% %'
      then lower(trim({{ column }}))
  end
{%- endmacro %}


{# A name as people write it: `  ADA BECKER ` is Ada Becker. #}
{% macro clean_name(column) -%}
  {{ adapter.dispatch('clean_name')(column) }}
{%- endmacro %}

{% macro default__clean_name(column) -%}
  initcap(trim({{ column }}))
{%- endmacro %}

{% macro duckdb__clean_name(column) -%}
  array_to_string(list_transform(string_split(trim({{ column }}), ' '), lambda word: upper(word[1]) || lower(word[2:])), ' ')
{%- endmacro %}
