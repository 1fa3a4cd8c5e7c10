with doubled as (
  select * from {{ ref('versions') }}
),

latest as (
  {{ dbt_utils.deduplicate('doubled', partition_by='user_id', order_by='version desc') }}
),

oldest as (
  {{ dbt_utils.deduplicate(relation=ref('versions'), partition_by='user_id', order_by='version') }}
)

select user_id from latest where not ((user_id = 1 and note = 'new') or (user_id = 2 and note = 'only'))
union all
select user_id from oldest where not ((user_id = 1 and note = 'old') or (user_id = 2 and note = 'only'))
union all
select 1 as user_id from (select count(*) as n from latest) as counted where n <> 2
