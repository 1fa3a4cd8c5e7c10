with checked as (
  {{ dbt_utils.nullcheck_table(ref('texts')) }}
)

select id from checked where (id in (3, 4)) <> (txt is null)
