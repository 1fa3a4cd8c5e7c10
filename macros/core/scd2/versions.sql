{# The versions that rows of a query amount to, alone or together with those of a table. #}

{% macro scd2_versions_sql(scd, staging) -%}
  {{ scd2_versions_ctes(scd, staging) }}
  select * from scd_versions
{%- endmacro %}


{#
  CTEs, the last of them scd_versions: the stored columns, effective, expiration and current. With `existing`, of the keys that the query or a deletion touches;
  scd_affected are their present versions.

  An event is what is known of a key at a time: scd_at exactly, scd_from in the grain of versions; scd_deleted: that it is gone; scd_rank: 1 for the query's.
#}
{% macro scd2_versions_ctes(scd, staging, existing=none) -%}
  {%- set stored = scd.stored | join(', ') -%}
  with scd_rows as (
    select
      {% for name in scd.stored if name != scd.deleted %}{{ name }}, {% endfor %}
      {%- if scd.deleted %}{{ scd2_flag(scd) }} as {{ scd.deleted }}, {% endif %}
      {{ 'false' if scd.deleted else scd2_flag(scd) }} as scd_deleted,
      {{ scd.updated_at }} as scd_at,
      {{ scd2_in_grain(scd, scd.updated_at) }} as scd_from,
      1 as scd_rank
    from {{ staging }}
  ),
  {%- if existing and scd.deletes != 'ignore' %}
  {{ scd2_missing_ctes(scd, existing) }}
  {%- else %}

  scd_incoming as (
    select * from scd_rows
  ),
  {%- endif %}
  {%- if existing %}

  scd_affected as (
    select * from {{ existing }} as known
    where exists (select 1 from scd_incoming as incoming where {{ same_values(scd.key, 'known', 'incoming') }})
  ),

  scd_events as (
    select {{ stored }}, scd_deleted, scd_at, scd_from, scd_rank from scd_incoming
    union all
    select
      {{ stored }}, false,
      case when {{ scd.updated_at }} < {{ scd2_change_time(scd, scd.effective) }} then {{ scd2_change_time(scd, scd.effective) }} else {{ scd.updated_at }} end,
      {{ scd.effective }}, 0
    from scd_affected
    union all
    -- where a version ends and no other begins, the row was deleted
    select {{ stored }}, true, {{ scd2_change_time(scd, scd.expiration) }}, {{ scd.expiration }}, 0
    from scd_affected as ended
    where {{ scd.expiration }} <> {{ scd.forever }}
      and not exists (
        select 1 from scd_affected as later_one
        where {{ same_values(scd.key, 'ended', 'later_one') }} and later_one.{{ scd.effective }} = ended.{{ scd.expiration }}
      )
  ),
  {%- else %}

  scd_events as (
    select * from scd_incoming
  ),
  {%- endif %}

  -- one event a time: the last of them
  scd_slots as (
    select {{ stored }}, scd_deleted, scd_from, row_number() over (partition by {{ scd.key | join(', ') }} order by scd_from) as scd_n
    from (
      select scd_events.*, row_number() over (partition by {{ scd.key | join(', ') }}, scd_from order by {{ scd2_latest_first(scd) }}) as scd_place
      from scd_events
    ) as placed
    where scd_place = 1
  ),

  -- those that change something; each holds until the next
  scd_changes as (
    select
      {% for name in scd.stored %}this_event.{{ name }}, {% endfor %}
      this_event.scd_deleted,
      this_event.scd_from,
      lead(this_event.scd_from) over (partition by {% for name in scd.key %}this_event.{{ name }}{{ ', ' if not loop.last }}{% endfor %} order by this_event.scd_from) as scd_until
    from scd_slots as this_event
    left join scd_slots as last_event
      on {{ same_values(scd.key, 'this_event', 'last_event') }} and last_event.scd_n = this_event.scd_n - 1
    where last_event.scd_n is null
      or this_event.scd_deleted <> last_event.scd_deleted
      or (not this_event.scd_deleted and ({{ differing_values(scd.checked, 'this_event', 'last_event') if scd.checked else 'false' }}))
  ),
  {%- if scd.type1 %}

  scd_newest as (
    select {{ (scd.key + scd.type1) | join(', ') }}
    from (
      select {{ (scd.key + scd.type1) | join(', ') }}, row_number() over (partition by {{ scd.key | join(', ') }} order by {{ scd2_latest_first(scd) }}) as scd_place
      from scd_events
      where not scd_deleted
    ) as placed
    where scd_place = 1
  ),
  {%- endif %}

  scd_versions as (
    select
      {% for name in scd.stored %}{{ 'newest' if name in scd.type1 else 'turns' }}.{{ name }}, {% endfor %}
      turns.scd_from as {{ scd.effective }},
      coalesce(turns.scd_until, {{ scd.forever }}) as {{ scd.expiration }},
      turns.scd_until is null as {{ scd.current }}
    from scd_changes as turns
    {%- if scd.type1 %}
    join scd_newest as newest on {{ same_values(scd.key, 'newest', 'turns') }}
    {%- endif %}
    where not turns.scd_deleted
  )
{%- endmacro %}


{# Rows of equal time that the query has more than once are told apart by what they hold, so that every run takes the same. #}
{% macro scd2_latest_first(scd) -%}
  scd_at desc, scd_rank desc, scd_deleted desc{% for name in scd.checked %}, {{ name }} desc{% endfor %}
{%- endmacro %}

{% macro scd2_flag(scd) -%}
  {{ 'coalesce(' ~ scd.flag ~ ', false)' if scd.flag else 'false' }}
{%- endmacro %}

{# A time as versions have it. #}
{% macro scd2_in_grain(scd, expression) -%}
  {{ expression if scd.time_type == scd.change_type else 'cast(' ~ expression ~ ' as ' ~ scd.time_type ~ ')' }}
{%- endmacro %}

{# A version's time as changes have it. #}
{% macro scd2_change_time(scd, expression) -%}
  {{ expression if scd.time_type == scd.change_type else 'cast(' ~ expression ~ ' as ' ~ scd.change_type ~ ')' }}
{%- endmacro %}


{#
  With hard_deletes: keys of the table that the query does not return are deleted now; one that it returns again, unchanged since its deletion, is back now.
  The query has to return all keys then.
#}
{% macro scd2_missing_ctes(scd, existing) -%}
  {%- set now = 'cast(' ~ snapshot_get_time() ~ ' as ' ~ scd.change_type ~ ')' -%}
  {%- set own = scd.stored | reject('equalto', scd.deleted) | list %}

  scd_absent as (
    select
      {% for name in own %}known.{{ name }}, {% endfor %}
      {%- if scd.deleted %}true as {{ scd.deleted }}, {% endif %}
      {{ 'false' if scd.deleted else 'true' }} as scd_deleted, {{ now }} as scd_at, {{ scd2_in_grain(scd, now) }} as scd_from, 1 as scd_rank
    from {{ existing }} as known
    where known.{{ scd.expiration }} = {{ scd.forever }}
      {%- if scd.deleted %} and not known.{{ scd.deleted }}{% endif %}
      and not exists (select 1 from scd_rows as given where {{ same_values(scd.key, 'known', 'given') }})
  ),

  scd_gone as (
    select {% for name in scd.key %}known.{{ name }}, {% endfor %}max(known.{{ scd.effective if scd.deleted else scd.expiration }}) as scd_since
    from {{ existing }} as known
    group by {% for name in scd.key %}known.{{ name }}{{ ', ' if not loop.last }}{% endfor %}
    {%- if scd.deleted %}
    having max(case when known.{{ scd.deleted }} and known.{{ scd.expiration }} = {{ scd.forever }} then 1 else 0 end) = 1
    {%- else %}
    having max(known.{{ scd.expiration }}) < {{ scd.forever }}
    {%- endif %}
  ),

  scd_back as (
    select
      {% for name in scd.stored %}given.{{ name }}, {% endfor %}
      given.scd_deleted, {{ now }} as scd_at, {{ scd2_in_grain(scd, now) }} as scd_from, 1 as scd_rank
    from (
      select scd_rows.*, row_number() over (partition by {{ scd.key | join(', ') }} order by {{ scd2_latest_first(scd) }}) as scd_place
      from scd_rows
    ) as given
    join scd_gone as gone on {{ same_values(scd.key, 'gone', 'given') }}
    where given.scd_place = 1 and not given.scd_deleted
      {%- if scd.deleted %} and not given.{{ scd.deleted }}{% endif %}
      and given.scd_from < gone.scd_since
  ),

  scd_incoming as (
    select * from scd_rows
    union all
    select * from scd_absent
    union all
    select * from scd_back
  ),
{%- endmacro %}
