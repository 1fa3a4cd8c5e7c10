{# In three statements, which every version of the server knows. Versions that go make room first. #}
{% macro postgres__scd2_merge_sql(target_relation, plan, scd) -%}
  {%- set columns = scd.columns | map(attribute='quoted') | list -%}
  {%- set same_version = same_values(scd.key, 'old_rows', 'new_rows') ~ ' and old_rows.' ~ scd.effective ~ ' = new_rows.scd_was' -%}
  delete from {{ target_relation }} as old_rows
  using {{ plan }} as new_rows
  where {{ same_version }} and new_rows.scd_action = 'delete';
  update {{ target_relation }} as old_rows set
    {% for name in columns if name not in scd.key %}{{ name }} = new_rows.{{ name }}{{ ', ' if not loop.last }}{% endfor %}
  from {{ plan }} as new_rows
  where {{ same_version }} and new_rows.scd_action = 'update';
  insert into {{ target_relation }} ({{ columns | join(', ') }})
  select {{ columns | join(', ') }} from {{ plan }}
  where scd_action = 'insert'
  order by {{ scd.key | join(', ') }}, {{ scd.effective }}
{%- endmacro %}
