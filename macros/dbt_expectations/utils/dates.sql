{# Now in the time zone of the variable dbt_date:time_zone (UTC without it), of type_timestamp(). #}

{% macro _now() -%}
  {{ adapter.dispatch('_now', 'dbt_expectations')(var('dbt_date:time_zone', none) or 'UTC') }}
{%- endmacro %}

{% macro default___now(zone) -%}
  cast(current_timestamp at time zone '{{ zone }}' as {{ dbt_expectations.type_timestamp() }})
{%- endmacro %}

{% macro snowflake___now(zone) -%}
  cast(convert_timezone('{{ zone }}', current_timestamp()) as {{ dbt_expectations.type_timestamp() }})
{%- endmacro %}

{% macro bigquery___now(zone) -%}
  timestamp(datetime(current_timestamp(), '{{ zone }}'))
{%- endmacro %}

{# `interval` dateparts before a time, of type_timestamp(). #}
{% macro _before(datepart, interval, time) -%}
  cast({{ dbt.dateadd(datepart, (interval | int) * -1, time) }} as {{ dbt_expectations.type_timestamp() }})
{%- endmacro %}
