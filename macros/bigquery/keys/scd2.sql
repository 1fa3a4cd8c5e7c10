{# New versions get the numbers after the greatest key. #}
{% macro bigquery__scd2_merge_sql(target_relation, plan, scd) -%}
  {%- set columns = scd.columns | map(attribute='quoted') | list -%}
  {%- set inserted = ([scd.surrogate_key] if scd.surrogate_key else []) + columns -%}
  merge into {{ target_relation }} as old_rows
  using (
    select planned.*
      {%- if scd.surrogate_key %}, (select coalesce(max({{ scd.surrogate_key }}), 0) from {{ target_relation }})
      + row_number() over (partition by scd_action order by {{ scd.key | join(', ') }}, {{ scd.effective }}) as {{ scd.surrogate_key }}
      {%- endif %}
    from {{ plan }} as planned
  ) as new_rows
  on {{ same_values(scd.key, 'old_rows', 'new_rows') }} and old_rows.{{ scd.effective }} = new_rows.scd_was
  when matched and new_rows.scd_action = 'delete' then delete
  when matched then update set
    {% for name in columns if name not in scd.key %}{{ name }} = new_rows.{{ name }}{{ ', ' if not loop.last }}{% endfor %}
  when not matched then insert ({{ inserted | join(', ') }})
    values ({% for name in inserted %}new_rows.{{ name }}{{ ', ' if not loop.last }}{% endfor %})
{%- endmacro %}

{% macro bigquery__build_without_keys(relation, rows_sql) -%}
  {%- do bq_make_way(load_cached_relation(relation), config.get('partition_by'), config.get('cluster_by')) -%}
  {% call statement('main') -%}
    {{ create_table_as(False, relation, rows_sql) }}
  {%- endcall %}
{%- endmacro %}
