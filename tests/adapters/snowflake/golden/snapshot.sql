-- 8 statements; dbt-snowflake: 14

describe table DB.SHOP.ORDERS;

create or replace temporary table DB.SHOP.ORDERS__dbt_tmp
  as (
    with snapshot_query as (
select 1 as id, 'a' as name, to_timestamp_ntz('2024-01-01') as at
  ),
  snapshotted_data as (
    select *,
    id as dbt_unique_key
    from DB.SHOP.ORDERS
    where
      dbt_valid_to is null
  ),
  insertions_source_data as (
    select *,
    id as dbt_unique_key,
      at as dbt_updated_at,
      at as dbt_valid_from,
      coalesce(nullif(at, at), null)
  as dbt_valid_to
,
      md5(coalesce(cast(id as varchar ), '')
     || '|' || coalesce(cast(at as varchar ), '')
    ) as dbt_scd_id
    from snapshot_query
  ),
  updates_source_data as (
    select *,
    id as dbt_unique_key,
      at as dbt_updated_at,
      at as dbt_valid_from,
      at as dbt_valid_to
    from snapshot_query
  ),
  insertions as (
    select
      'insert' as dbt_change_type,
      source_data.*
    from insertions_source_data as source_data
    left outer join snapshotted_data
      on
    snapshotted_data.dbt_unique_key = source_data.dbt_unique_key
    where snapshotted_data.dbt_unique_key is null
      or (snapshotted_data.dbt_unique_key is not null and ((snapshotted_data.dbt_valid_from < source_data.at)))
  ),
  updates as (
    select
      'update' as dbt_change_type,
      source_data.*,
      snapshotted_data.dbt_scd_id
    from updates_source_data as source_data
    join snapshotted_data
      on
    snapshotted_data.dbt_unique_key = source_data.dbt_unique_key
    where ((snapshotted_data.dbt_valid_from < source_data.at))
  )
  select * from insertions
  union all
  select * from updates
  );

describe table DB.SHOP.ORDERS__dbt_tmp;

describe table DB.SHOP.ORDERS;

select * from (
    with snapshot_query as (
select 1 as id, 'a' as name, to_timestamp_ntz('2024-01-01') as at
  ),
  snapshotted_data as (
    select *,
    id as dbt_unique_key
    from DB.SHOP.ORDERS
    where
      dbt_valid_to is null
  ),
  insertions_source_data as (
    select *,
    id as dbt_unique_key,
      at as dbt_updated_at,
      at as dbt_valid_from,
      coalesce(nullif(at, at), null)
  as dbt_valid_to
,
      md5(coalesce(cast(id as varchar ), '')
     || '|' || coalesce(cast(at as varchar ), '')
    ) as dbt_scd_id
    from snapshot_query
  ),
  updates_source_data as (
    select *,
    id as dbt_unique_key,
      at as dbt_updated_at,
      at as dbt_valid_from,
      at as dbt_valid_to
    from snapshot_query
  ),
  insertions as (
    select
      'insert' as dbt_change_type,
      source_data.*
    from insertions_source_data as source_data
    left outer join snapshotted_data
      on
    snapshotted_data.dbt_unique_key = source_data.dbt_unique_key
    where snapshotted_data.dbt_unique_key is null
      or (snapshotted_data.dbt_unique_key is not null and ((snapshotted_data.dbt_valid_from < source_data.at)))
  ),
  updates as (
    select
      'update' as dbt_change_type,
      source_data.*,
      snapshotted_data.dbt_scd_id
    from updates_source_data as source_data
    join snapshotted_data
      on
    snapshotted_data.dbt_unique_key = source_data.dbt_unique_key
    where ((snapshotted_data.dbt_valid_from < source_data.at))
  )
  select * from insertions
  union all
  select * from updates
  ) as __dbt_sbq
  where false
  limit 0;

select * from (
    select to_timestamp_ntz(convert_timezone('UTC', current_timestamp())) as dbt_snapshot_time
  ) as __dbt_sbq
  where false
  limit 0;

merge into DB.SHOP.ORDERS as DBT_INTERNAL_DEST
  using DB.SHOP.ORDERS__dbt_tmp as DBT_INTERNAL_SOURCE
  on DBT_INTERNAL_SOURCE.dbt_scd_id = DBT_INTERNAL_DEST.dbt_scd_id
  when matched
    and DBT_INTERNAL_DEST.dbt_valid_to is null
    and DBT_INTERNAL_SOURCE.dbt_change_type in ('update', 'delete')
    then update
    set dbt_valid_to = DBT_INTERNAL_SOURCE.dbt_valid_to
  when not matched
    and DBT_INTERNAL_SOURCE.dbt_change_type = 'insert'
    then insert ("ID", "NAME", "AT", "DBT_SCD_ID", "DBT_UPDATED_AT", "DBT_VALID_FROM", "DBT_VALID_TO")
    values ("ID", "NAME", "AT", "DBT_SCD_ID", "DBT_UPDATED_AT", "DBT_VALID_FROM", "DBT_VALID_TO");

drop table if exists DB.SHOP.ORDERS__dbt_tmp;
