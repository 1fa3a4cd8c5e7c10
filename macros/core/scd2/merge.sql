{# Bringing versions into the table that is there. #}

{#
  What is to be done: rows of scd_action (insert, update, delete), scd_was (from when the version that is meant held so far) and the version as it shall be. A version
  that begins earlier than before, since a late row said the same, is still that version: it keeps its surrogate key.
#}
{% macro scd2_plan_sql(scd, staging, existing) -%}
  {%- set columns = scd.columns | map(attribute='quoted') | list -%}
  {%- set compared = columns | reject('in', scd.key) | list -%}
  {{ scd2_versions_ctes(scd, staging, existing) }},

  scd_same as (
    select versions.*, known.{{ scd.effective }} as scd_was
    from scd_versions as versions
    left join scd_affected as known
      on {{ same_values(scd.key + [scd.effective], 'versions', 'known') }}
  ),

  scd_moved as (
    select {% for name in scd.key %}same.{{ name }}, {% endfor %}same.{{ scd.effective }}, min(known.{{ scd.effective }}) as scd_was
    from scd_same as same
    join scd_affected as known
      on {{ same_values(scd.key, 'same', 'known') }}
      and known.{{ scd.effective }} > same.{{ scd.effective }}
      and known.{{ scd.effective }} < same.{{ scd.expiration }}
    where same.scd_was is null
    group by {% for name in scd.key %}same.{{ name }}, {% endfor %}same.{{ scd.effective }}
  ),

  scd_placed as (
    select
      {% for name in columns %}same.{{ name }}, {% endfor %}
      coalesce(same.scd_was, moved.scd_was) as scd_was
    from scd_same as same
    left join scd_moved as moved
      on {{ same_values(scd.key + [scd.effective], 'same', 'moved') }}
  )

  select case when placed.scd_was is null then 'insert' else 'update' end as scd_action, placed.*
  from scd_placed as placed
  left join scd_affected as known
    on {{ same_values(scd.key, 'placed', 'known') }} and known.{{ scd.effective }} = placed.scd_was
  where placed.scd_was is null or {{ differing_values(compared, 'placed', 'known') }}
  union all
  select 'delete' as scd_action, {% for name in columns %}known.{{ name }}, {% endfor %}known.{{ scd.effective }} as scd_was
  from scd_affected as known
  where not exists (
    select 1 from scd_placed as placed
    where {{ same_values(scd.key, 'placed', 'known') }} and placed.scd_was = known.{{ scd.effective }}
  )
{%- endmacro %}


{% macro scd2_merge_sql(target_relation, plan, scd) -%}
  {{ adapter.dispatch('scd2_merge_sql', 'dbt')(target_relation, plan, scd) }}
{%- endmacro %}

{% macro default__scd2_merge_sql(target_relation, plan, scd) -%}
  {%- set columns = scd.columns | map(attribute='quoted') | list -%}
  merge into {{ target_relation }} as old_rows
  using {{ plan }} as new_rows
  on {{ same_values(scd.key, 'old_rows', 'new_rows') }} and old_rows.{{ scd.effective }} = new_rows.scd_was
  when matched and new_rows.scd_action = 'delete' then delete
  when matched then update set
    {% for name in columns if name not in scd.key %}{{ name }} = new_rows.{{ name }}{{ ', ' if not loop.last }}{% endfor %}
  when not matched then insert ({{ columns | join(', ') }})
    values ({% for name in columns %}new_rows.{{ name }}{{ ', ' if not loop.last }}{% endfor %})
{%- endmacro %}
