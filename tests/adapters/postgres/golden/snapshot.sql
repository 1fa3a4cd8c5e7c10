-- 5 statements; dbt-postgres: 5

select * from (

  select *,
    md5(coalesce(cast(id as varchar ), '')
     || '|' || coalesce(cast(changed as varchar ), '')
    ) as dbt_scd_id,
    changed as dbt_updated_at,
    changed as dbt_valid_from,
    coalesce(nullif(changed, changed), null)
  as dbt_valid_to

  from (

select 1 as id, cast('2024-01-01' as timestamp) as changed
  ) sbq

  ) as __dbt_sbq
  where false
  limit 0;

select * from (
    select now()::timestamp without time zone as dbt_snapshot_time
  ) as __dbt_sbq
  where false
  limit 0;

BEGIN; SELECT txid_current();

create table "golden"."shop"."history"
  as (

  select *,
    md5(coalesce(cast(id as varchar ), '')
     || '|' || coalesce(cast(changed as varchar ), '')
    ) as dbt_scd_id,
    changed as dbt_updated_at,
    changed as dbt_valid_from,
    coalesce(nullif(changed, changed), null)
  as dbt_valid_to

  from (

select 1 as id, cast('2024-01-01' as timestamp) as changed
  ) sbq

  );

COMMIT;
