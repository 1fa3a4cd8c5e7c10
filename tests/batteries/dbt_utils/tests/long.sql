select 1 as id from (select count(*) as n from {{ ref('long') }}) as counted where n <> 6
union all
select id from {{ ref('long') }}
where not (
  (lower(what) = 'color' and it in ('red', 'blue'))
  or (lower(what) = 'is_new' and it = (case when id = 2 then 'false' else 'true' end))
)
