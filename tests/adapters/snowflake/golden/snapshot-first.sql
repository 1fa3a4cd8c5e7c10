-- 3 statements; dbt-snowflake: 4

select * from (
  select *,
    md5(coalesce(cast(id as varchar ), '')
     || '|' || coalesce(cast(at as varchar ), '')
    ) as dbt_scd_id,
    at as dbt_updated_at,
    at as dbt_valid_from,
    coalesce(nullif(at, at), null)
  as dbt_valid_to
  from (
select 1 as id, 'a' as name, to_timestamp_ntz('2024-01-01') as at
  ) sbq
  ) as __dbt_sbq
  where false
  limit 0;

select * from (
    select to_timestamp_ntz(convert_timezone('UTC', current_timestamp())) as dbt_snapshot_time
  ) as __dbt_sbq
  where false
  limit 0;

create or replace transient table DB.shop_shop.orders
  as (
  select *,
    md5(coalesce(cast(id as varchar ), '')
     || '|' || coalesce(cast(at as varchar ), '')
    ) as dbt_scd_id,
    at as dbt_updated_at,
    at as dbt_valid_from,
    coalesce(nullif(at, at), null)
  as dbt_valid_to
  from (
select 1 as id, 'a' as name, to_timestamp_ntz('2024-01-01') as at
  ) sbq
  );
