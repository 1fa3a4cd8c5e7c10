{# Date arithmetic by intervals. #}

{% macro postgres__dateadd(datepart, interval, from_date_or_timestamp) %}
  {{ from_date_or_timestamp }} + ((interval '1 {{ datepart }}') * ({{ interval }}))
{% endmacro %}


{% macro postgres__last_day(date, datepart) -%}
  {%- if datepart == 'quarter' -%}
    {%- set next_period = dbt.dateadd('month', '3', dbt.date_trunc(datepart, date)) -%}
    -- postgres dateadd does not support quarter interval.
    cast(
      {{ dbt.dateadd('day', '-1', next_period) }}
      as date)
  {%- else -%}
    {{ dbt.default_last_day(date, datepart) }}
  {%- endif -%}
{%- endmacro %}


{#
  The number of boundaries between the dates: of a part, that of the next larger part times how many it has, plus the difference of
  the parts themselves. Boundaries of weeks are before Sundays.
#}
{% macro postgres__datediff(first_date, second_date, datepart) -%}
  {%- set larger = {
    'quarter': ['year', 4], 'month': ['year', 12], 'hour': ['day', 24], 'minute': ['hour', 60], 'second': ['minute', 60],
    'millisecond': ['minute', 60000], 'microsecond': ['minute', 60000000],
  } -%}
  {%- if datepart == 'year' %}
    ({{ postgres__part_difference(first_date, second_date, 'year', 'date') }})
  {% elif datepart == 'day' %}
    (({{ second_date }})::date - ({{ first_date }})::date)
  {% elif datepart == 'week' %}
    ({{ datediff(first_date, second_date, 'day') }} / 7 + case
      when date_part('dow', ({{ first_date }})::timestamp) <= date_part('dow', ({{ second_date }})::timestamp) then
        case when {{ first_date }} <= {{ second_date }} then 0 else -1 end
      else
        case when {{ first_date }} <= {{ second_date }} then 1 else 0 end
    end)
  {% elif datepart in larger %}
    {%- set part, count = larger[datepart] -%}
    {%- set type = 'date' if datepart in ['quarter', 'month'] else 'timestamp' %}
    ({{ datediff(first_date, second_date, part) }} * {{ count }} + {{ postgres__part_difference(first_date, second_date, datepart, type) }})
  {% else %}
    {{ exceptions.raise_compiler_error("Unsupported datepart for macro datediff in postgres: '" ~ datepart ~ "'") }}
  {% endif %}
{%- endmacro %}

{# Seconds and what is smaller come with a fraction. #}
{% macro postgres__part_difference(first_date, second_date, datepart, type) -%}
  {%- set before, after = ('floor(', ')') if datepart in ['second', 'millisecond', 'microsecond'] else ('', '') -%}
  {{ before }}date_part('{{ datepart }}', ({{ second_date }})::{{ type }}){{ after }} - {{ before }}date_part('{{ datepart }}', ({{ first_date }})::{{ type }}){{ after }}
{%- endmacro %}
