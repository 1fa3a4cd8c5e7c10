with found as (
  select id, {{ dbt_utils.width_bucket('id', '2', '4', '4') }} as bucket
  from {{ ref('things') }}
  union all
  select 6 as id, {{ dbt_utils.width_bucket('cast(null as integer)', '2', '4', '4') }} as bucket
)

select * from found
where not (
  (id = 1 and bucket = 0) or (id = 2 and bucket = 1) or (id = 3 and bucket = 3) or (id = 4 and bucket = 5)
  or (id = 5 and bucket = 5) or (id = 6 and bucket is null)
)
