{# In two statements, which every version of the server knows. #}
{% macro postgres__keyed_table_merge_sql(target_relation, staging, natural_key, columns, updated, compared, version) -%}
  {%- set names = columns | map(attribute='quoted') | join(', ') -%}
  {%- if updated %}
  update {{ target_relation }} as old_rows set
    {% for name in updated %}{{ name }} = new_rows.{{ name }}{{ ', ' if not loop.last }}{% endfor %}
  from {{ staging }} as new_rows
  where {{ same_values(natural_key, 'old_rows', 'new_rows') }} and {{ keyed_table_replaces(compared, version) }};
  {%- endif %}
  insert into {{ target_relation }} ({{ names }})
  select {{ names }} from {{ staging }} as new_rows
  where not exists (select 1 from {{ target_relation }} as old_rows where {{ same_values(natural_key, 'old_rows', 'new_rows') }})
  order by {{ natural_key | join(', ') }}
{%- endmacro %}
