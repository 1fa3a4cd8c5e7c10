{#- Rows as they were delivered, each delivery once. The date is a literal, by which partitions and files are left out. -#}
{% macro delivered(relation) -%}
select *
from {{ relation }}
{%- if is_incremental() %}
where delivery_date > '{{ last_delivery(this) }}'
{%- endif %}
{%- endmacro %}

{#- The last delivery that a table has rows of. -#}
{% macro last_delivery(relation) -%}
  {%- set found = run_query("select cast(max(delivery_date) as string) from " ~ relation ~ " where delivery_date > '1900-01-01'") if execute -%}
  {{- return((found.columns[0].values()[0] if found else none) or '1900-01-01') -}}
{%- endmacro %}

{#- Dates that the deliveries since the last run tell of: the partitions that are to be worked out again. -#}
{% macro touched_dates(relation, date, where='true') -%}
  {%- if execute -%}
    {%- set since = last_delivery_of_this() -%}
    {%- set found = run_query("select distinct cast(" ~ date ~ " as string) as day from " ~ relation ~ " where delivery_date > '" ~ since ~ "' and " ~ where ~ " order by day") -%}
    {{- return(found.columns[0].values() | list) -}}
  {%- endif -%}
  {{- return([]) -}}
{%- endmacro %}

{% macro last_delivery_of_this() -%}
  {%- set key = model.config.partition_by.field -%}
  {%- set found = run_query("select cast(max(delivery_date) as string) from " ~ this ~ " where " ~ key ~ " > '1900-01-01'") if execute -%}
  {{- return((found.columns[0].values()[0] if found else none) or '1900-01-01') -}}
{%- endmacro %}

{#- `date in (…)`; for none, what no date is: a filter, too, where one is asked for. -#}
{% macro in_dates(date, dates) -%}
  {%- if dates -%}
{{ date }} in ({% for day in dates %}date '{{ day }}'{{ ', ' if not loop.last }}{% endfor %})
  {%- else -%}
{{ date }} < '0001-01-02'
  {%- endif -%}
{%- endmacro %}

{#- The latest record of each key. -#}
{% macro latest(relation, key, changed) -%}
(
    select *
    from {{ relation }}
    where delivery_date >= '1900-01-01'
    qualify row_number() over (partition by {{ key }} order by {{ changed }} desc, delivery_date desc) = 1
)
{%- endmacro %}
