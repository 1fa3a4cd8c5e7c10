{# Date arithmetic in DuckDB's functions. #}

{% macro duckdb__date(year, month, day) -%}
  make_date({{ year }}, {{ month }}, {{ day }})
{%- endmacro %}


{# An interval times a number, as the number may be an expression. Weeks and quarters have no interval of their own. #}
{% macro duckdb__dateadd(datepart, interval, from_date_or_timestamp) %}
  {%- set part = datepart | lower -%}
  {%- set count = 'cast(' ~ interval ~ ' as bigint)' -%}
  {%- if part == 'week' -%}
    {%- set part, count = 'day', '(' ~ count ~ ' * 7)' -%}
  {%- elif part == 'quarter' -%}
    {%- set part, count = 'month', '(' ~ count ~ ' * 3)' -%}
  {%- endif %}
  ({{ from_date_or_timestamp }} + {{ count }} * interval 1 {{ part }})
{%- endmacro %}


{#
  The number of boundaries between the dates. Boundaries of weeks are counted by whole weeks of seven days and the days of the
  week of both ends, with Sunday as the first.
#}
{% macro duckdb__datediff(first_date, second_date, datepart) -%}
  {% if datepart | lower == 'week' %}
    ({{ datediff(first_date, second_date, 'day') }} // 7 + case
      when date_part('dow', ({{ first_date }})::timestamp) <= date_part('dow', ({{ second_date }})::timestamp) then
        case when {{ first_date }} <= {{ second_date }} then 0 else -1 end
      else
        case when {{ first_date }} <= {{ second_date }} then 1 else 0 end
      end)
  {% else %}
    (date_diff('{{ datepart }}', {{ first_date }}::timestamp, {{ second_date }}::timestamp ))
  {% endif -%}
{%- endmacro %}


{% macro duckdb__last_day(date, datepart) -%}
  {%- if datepart == 'quarter' -%}
    -- duckdb dateadd does not support quarter interval.
    {%- set next_period = dbt.dateadd('month', '3', dbt.date_trunc(datepart, date)) %}
    cast({{ dbt.dateadd('day', '-1', next_period) }} as date)
  {%- else -%}
    {{ dbt.default_last_day(date, datepart) }}
  {%- endif -%}
{%- endmacro %}
