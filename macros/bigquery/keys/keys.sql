{#
  BigQuery has no sequences: a new row gets the greatest key plus its place among the new rows. A key is kept for good as long as its row is there;
  that of the last row may be given again once that row is gone.
#}

{% macro bigquery__build_with_keys(relation, rows_sql, key, columns, identity, known, keep) -%}
  {%- do bq_make_way(load_cached_relation(relation), config.get('partition_by'), config.get('cluster_by')) -%}
  {%- set numbered -%}
    {%- if known %}
    select
      coalesce(old_rows.{{ key }}, (select coalesce(max({{ key }}), 0) from {{ known }}) + row_number() over (
        partition by old_rows.{{ key }} is null order by {% for name in identity %}new_rows.{{ name }}{{ ', ' if not loop.last }}{% endfor %}
      )) as {{ key }}
      {%- for column in columns %},
      {% if column.quoted in keep -%}
        if(old_rows.{{ key }} is null, new_rows.{{ column.quoted }}, old_rows.{{ column.quoted }}) as {{ column.quoted }}
      {%- else -%}
        new_rows.{{ column.quoted }}
      {%- endif %}
      {%- endfor %}
    from (
      {{ rows_sql }}
    ) as new_rows
    left join {{ rows_by_key(known, key, identity) }} as old_rows on {{ same_values(identity, 'old_rows', 'new_rows') }}
    {%- else %}
    select row_number() over (order by {{ identity | join(', ') }}) as {{ key }}, {{ columns | map(attribute='quoted') | join(', ') }}
    from (
      {{ rows_sql }}
    ) as new_rows
    {%- endif %}
  {%- endset -%}
  {% call statement('main') -%}
    {{ create_table_as(False, relation, numbered) }}
  {%- endcall %}
{%- endmacro %}

{# It was replaced in place. #}
{% macro bigquery__put_in_place(existing, target_relation) -%}
{%- endmacro %}


{% macro bigquery__keyed_table_merge_sql(target_relation, staging, natural_key, columns, updated, compared, version) -%}
  {%- set names = columns | map(attribute='quoted') | list -%}
  {%- set key = config.require('surrogate_key') -%}
  merge into {{ target_relation }} as old_rows
  using (
    select staged.*, (select coalesce(max({{ key }}), 0) from {{ target_relation }}) + row_number() over (
      partition by known.{{ key }} is null order by {% for name in natural_key %}staged.{{ name }}{{ ', ' if not loop.last }}{% endfor %}
    ) as {{ key }}
    from {{ staging }} as staged
    left join {{ target_relation }} as known on {{ same_values(natural_key, 'known', 'staged') }}
  ) as new_rows
  on {{ same_values(natural_key, 'old_rows', 'new_rows') }}
  {%- if updated %}
  when matched and {{ keyed_table_replaces(compared, version) }} then update set
    {% for name in updated %}{{ name }} = new_rows.{{ name }}{{ ', ' if not loop.last }}{% endfor %}
  {%- endif %}
  when not matched then insert ({{ key }}, {{ names | join(', ') }})
    values (new_rows.{{ key }}, {% for name in names %}new_rows.{{ name }}{{ ', ' if not loop.last }}{% endfor %})
{%- endmacro %}
