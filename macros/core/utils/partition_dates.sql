{# Lists of dates for partitioned loads, computed at compile time. #}

{% macro convert_datetime(date_str, date_fmt) %}
  {% set problem -%}
    The provided partition date '{{ date_str }}' does not match the expected format '{{ date_fmt }}'
  {%- endset %}
  {{ return(try_or_compiler_error(problem, modules.datetime.datetime.strptime, date_str.strip(), date_fmt)) }}
{% endmacro %}


{# Every day from start to end, both included; only the start without an end. #}
{% macro dates_in_range(start_date_str, end_date_str=none, in_fmt="%Y%m%d", out_fmt="%Y%m%d") %}
  {% set start = convert_datetime(start_date_str, in_fmt) %}
  {% set end = convert_datetime(start_date_str if end_date_str is none else end_date_str, in_fmt) %}
  {% set days = (end - start).days %}
  {% if days < 0 %}
    {{ exceptions.raise_compiler_error('Partition start date is after the end date (' ~ start ~ ', ' ~ end ~ ')') }}
  {% endif %}

  {% set dates = [] %}
  {% for offset in range(days + 1) %}
    {% set day = start + modules.datetime.timedelta(days=offset) %}
    {% do dates.append(day.strftime(out_fmt) if out_fmt else day) %}
  {% endfor %}
  {{ return(dates) }}
{% endmacro %}


{# 'start' or 'start,end' → the dates between them. #}
{% macro partition_range(raw_partition_date, date_fmt='%Y%m%d') %}
  {% set ends = (raw_partition_date | string).split(',') %}
  {% if ends | length not in [1, 2] %}
    {{ exceptions.raise_compiler_error('Invalid partition time. Expected format: {Start Date}[,{End Date}]. Got: ' ~ raw_partition_date) }}
  {% endif %}
  {{ return(dates_in_range(ends[0], ends[1] if ends | length == 2 else none, in_fmt=date_fmt)) }}
{% endmacro %}


{# The current UTC time as a string of digits that is unique enough for names. #}
{% macro py_current_timestring() %}
  {% set now = modules.datetime.datetime.now(modules.pytz.timezone('utc')) %}
  {{ return(now.strftime('%Y%m%d%H%M%S%f')) }}
{% endmacro %}
