{# Two statements of one transaction instead of a merge, which older versions have not. #}
{% macro duckdb__snapshot_merge_sql(target, source, insert_cols) -%}
  {%- set names = snapshot_names() -%}
  update {{ target }} as DBT_INTERNAL_TARGET
  set {{ names.dbt_valid_to }} = DBT_INTERNAL_SOURCE.{{ names.dbt_valid_to }}
  from {{ source }} as DBT_INTERNAL_SOURCE
  where DBT_INTERNAL_SOURCE.{{ names.dbt_scd_id }}::text = DBT_INTERNAL_TARGET.{{ names.dbt_scd_id }}::text
    and DBT_INTERNAL_SOURCE.dbt_change_type::text in ('update'::text, 'delete'::text)
    and {{ snapshot_is_current('DBT_INTERNAL_TARGET.' ~ names.dbt_valid_to) }};

  insert into {{ target }} ({{ insert_cols | join(', ') }})
  select {% for column in insert_cols -%}
    DBT_INTERNAL_SOURCE.{{ column }}{{ ', ' if not loop.last }}
  {%- endfor %}
  from {{ source }} as DBT_INTERNAL_SOURCE
  where DBT_INTERNAL_SOURCE.dbt_change_type::text = 'insert'::text;
{%- endmacro %}


{% macro duckdb__post_snapshot(staging_relation) %}
  {% do adapter.drop_relation(staging_relation) %}
{% endmacro %}
