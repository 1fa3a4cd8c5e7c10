{# Whether the latest of a column's times, of all rows or of each group, lies no further back than an interval. #}
{% test recency(model, field, datepart, interval, ignore_time_component=False, group_by_columns=[]) %}
  {{ return(adapter.dispatch('test_recency', 'dbt_utils')(
    model, field, datepart, interval, ignore_time_component, group_by_columns
  )) }}
{% endtest %}

{% macro default__test_recency(model, field, datepart, interval, ignore_time_component=False, group_by_columns=[]) %}
  {%- set type = 'date' if ignore_time_component else dbt.type_timestamp() -%}
  {%- set since = dbt.dateadd(datepart, interval * -1, dbt.current_timestamp()) -%}
  {%- set groups = group_by_columns | join(', ') ~ ', ' if group_by_columns else '' -%}
  with latest as (
    select {{ groups }}max(cast({{ field }} as {{ type }})) as most_recent
    from {{ model }}
    {%- if group_by_columns %}
    group by {{ group_by_columns | join(', ') }}
    {%- endif %}
  )

  select {{ groups }}most_recent, cast({{ since }} as {{ type }}) as threshold
  from latest
  where most_recent < cast({{ since }} as {{ type }})
    {#- Nothing is not recent, unless no row was to be read. #}
    {%- if not flags.EMPTY %}
    or most_recent is null
    {%- endif %}
{% endmacro %}
