{# One row for every datepart from start_date on, as `date_<datepart>`; end_date is not among them. #}
{% macro date_spine(datepart, start_date, end_date) %}
  {{ return(adapter.dispatch('date_spine', 'dbt_utils')(datepart, start_date, end_date)) }}
{% endmacro %}

{% macro default__date_spine(datepart, start_date, end_date) %}
  {%- set length = dbt_utils.get_intervals_between(start_date, end_date, datepart) -%}
  {#- A text is no time to every database. -#}
  {%- set text = modules.re.match("'[^']*'$", start_date | string | trim) -%}
  {%- set first = 'cast(' ~ start_date ~ ' as ' ~ dbt.type_timestamp() ~ ')' if text else start_date -%}
  with spine_numbers as (
    {{ dbt_utils.generate_series([length, 1] | max) }}
  ),

  spine as (
    select {{ dbt.dateadd(datepart, '(generated_number - 1)', first) }} as date_{{ datepart }}
    from spine_numbers
  )

  select *
  from spine
  where date_{{ datepart }} < {{ end_date }}
{% endmacro %}


{# How many dateparts lie between two dates, asked of the database. #}
{% macro get_intervals_between(start_date, end_date, datepart) -%}
  {{ return(adapter.dispatch('get_intervals_between', 'dbt_utils')(start_date, end_date, datepart)) }}
{%- endmacro %}

{% macro default__get_intervals_between(start_date, end_date, datepart) -%}
  {%- if not execute -%}{{ return(1) }}{%- endif -%}
  {%- set answer = run_query('select ' ~ dbt.datediff(start_date, end_date, datepart) ~ ' as intervals') -%}
  {{ return(answer.rows[0][0] | int) }}
{%- endmacro %}
