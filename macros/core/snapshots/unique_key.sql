{# A snapshot's unique key, one expression or a list of them, as columns dbt_unique_key or dbt_unique_key_1, _2, …. #}

{% macro unique_key_fields(unique_key) -%}
  {%- if unique_key is not string and unique_key is iterable -%}
    {%- for key in unique_key %}
      {{ key }} as dbt_unique_key_{{ loop.index }} {{ ',' if not loop.last }}
    {%- endfor -%}
  {%- else %}
    {{ unique_key }} as dbt_unique_key
  {%- endif -%}
{%- endmacro %}


{% macro unique_key_join_on(unique_key, identifier, from_identifier) -%}
  {%- if unique_key is not string and unique_key is iterable -%}
    {%- for key in unique_key %}
      ({{ identifier }}.dbt_unique_key_{{ loop.index }} = {{ from_identifier }}.dbt_unique_key_{{ loop.index }})
      {{ 'and' if not loop.last }}
    {%- endfor -%}
  {%- else %}
    {{ identifier }}.dbt_unique_key = {{ from_identifier }}.dbt_unique_key
  {%- endif -%}
{%- endmacro %}


{# After an outer join: whether the other side has no such row. The first column of a key tells. #}
{% macro unique_key_is_null(unique_key, identifier) -%}
  {{ snapshot_key_column(unique_key, identifier) }} is null
{%- endmacro %}

{% macro unique_key_is_not_null(unique_key, identifier) -%}
  {{ snapshot_key_column(unique_key, identifier) }} is not null
{%- endmacro %}

{% macro snapshot_key_column(unique_key, identifier) -%}
  {{ identifier }}.dbt_unique_key{{ '_1' if unique_key is not string and unique_key is iterable }}
{%- endmacro %}
