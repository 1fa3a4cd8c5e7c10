-- run 1: 1 jobs

create or replace table `acme`.`shop`.`orders`
    as (
  select *,
    to_hex(md5(concat(coalesce(cast(id as string), ''), '|', coalesce(cast(
  current_timestamp()
 as string), '')))) as dbt_scd_id,
  current_timestamp()
 as dbt_updated_at,
  current_timestamp()
 as dbt_valid_from,
    coalesce(nullif(
  current_timestamp()
, 
  current_timestamp()
), null)
  as dbt_valid_to
,
    'False' as dbt_is_deleted
  from (
select 1 as id, 'a' as name
  ) sbq
    );

-- run 2: 3 jobs

create or replace table `acme`.`shop`.`orders__dbt_tmp`
    OPTIONS(
      expiration_timestamp=TIMESTAMP_ADD(CURRENT_TIMESTAMP(), INTERVAL 12 hour)
    )
    as (
      with snapshot_query as (
select 2 as id, 'a' as name
  ),
  snapshotted_data as (
    select *, 
    id as dbt_unique_key
    from `acme`.`shop`.`orders`
    where
      dbt_valid_to is null
  ),
  insertions_source_data as (
    select *, 
    id as dbt_unique_key,
  current_timestamp()
 as dbt_updated_at,
  current_timestamp()
 as dbt_valid_from,
      coalesce(nullif(
  current_timestamp()
, 
  current_timestamp()
), null)
  as dbt_valid_to
,
      to_hex(md5(concat(coalesce(cast(id as string), ''), '|', coalesce(cast(
  current_timestamp()
 as string), '')))) as dbt_scd_id
    from snapshot_query
  ),
  updates_source_data as (
    select *, 
    id as dbt_unique_key,
  current_timestamp()
 as dbt_updated_at,
  current_timestamp()
 as dbt_valid_from,
  current_timestamp()
 as dbt_valid_to
    from snapshot_query
  ),
  deletes_source_data as (
    select *, 
    id as dbt_unique_key
    from snapshot_query
  ),
  insertions as (
    select
      'insert' as dbt_change_type,
      source_data.*, 'False' as dbt_is_deleted
    from insertions_source_data as source_data
    left outer join snapshotted_data
      on 
    snapshotted_data.dbt_unique_key = source_data.dbt_unique_key
    where snapshotted_data.dbt_unique_key is null
      or (snapshotted_data.dbt_unique_key is not null and ((snapshotted_data.`id` != source_data.`id`
  or
  (
    ((snapshotted_data.`id` is null) and not (source_data.`id` is null))
    or
    ((not snapshotted_data.`id` is null) and (source_data.`id` is null))
  ) or snapshotted_data.`name` != source_data.`name`
  or
  (
    ((snapshotted_data.`name` is null) and not (source_data.`name` is null))
    or
    ((not snapshotted_data.`name` is null) and (source_data.`name` is null))
  )) or snapshotted_data.dbt_is_deleted = 'True'))
  ),
  updates as (
    select
      'update' as dbt_change_type,
      source_data.*,
      snapshotted_data.dbt_scd_id, snapshotted_data.dbt_is_deleted
    from updates_source_data as source_data
    join snapshotted_data
      on 
    snapshotted_data.dbt_unique_key = source_data.dbt_unique_key
    where ((snapshotted_data.`id` != source_data.`id`
  or
  (
    ((snapshotted_data.`id` is null) and not (source_data.`id` is null))
    or
    ((not snapshotted_data.`id` is null) and (source_data.`id` is null))
  ) or snapshotted_data.`name` != source_data.`name`
  or
  (
    ((snapshotted_data.`name` is null) and not (source_data.`name` is null))
    or
    ((not snapshotted_data.`name` is null) and (source_data.`name` is null))
  )) or snapshotted_data.dbt_is_deleted = 'True')
  )
  ,
  deletes as (
    select
      'delete' as dbt_change_type,
      source_data.*,
  current_timestamp()
 as dbt_updated_at,
  current_timestamp()
 as dbt_valid_from,
  current_timestamp()
 as dbt_valid_to,
      snapshotted_data.dbt_scd_id, snapshotted_data.dbt_is_deleted
    from snapshotted_data
    left join deletes_source_data as source_data
      on 
    snapshotted_data.dbt_unique_key = source_data.dbt_unique_key
    where source_data.dbt_unique_key is null
      and not (snapshotted_data.dbt_is_deleted = 'True'
    and snapshotted_data.dbt_valid_to is null)
  )
  ,
  deletion_records as (
    select
      'insert' as dbt_change_type,
      snapshotted_data.`id`,
  snapshotted_data.`name`,
      snapshotted_data.dbt_unique_key,
  current_timestamp()
 as dbt_updated_at,
  current_timestamp()
 as dbt_valid_from,
      snapshotted_data.dbt_valid_to as dbt_valid_to,
      to_hex(md5(concat(coalesce(cast(snapshotted_data.dbt_scd_id as string), ''), '|', coalesce(cast(
  current_timestamp()
 as string), '')))) as dbt_scd_id,
      'True' as dbt_is_deleted
    from snapshotted_data
    left join deletes_source_data as source_data
      on 
    snapshotted_data.dbt_unique_key = source_data.dbt_unique_key
    where source_data.dbt_unique_key is null
      and not (snapshotted_data.dbt_is_deleted = 'True'
    and snapshotted_data.dbt_valid_to is null)
  )
  select * from insertions
  union all
  select * from updates
  union all
  select * from deletes
  union all
  select * from deletion_records
    );

merge into `acme`.`shop`.`orders` as DBT_INTERNAL_DEST
  using `acme`.`shop`.`orders__dbt_tmp` as DBT_INTERNAL_SOURCE
  on DBT_INTERNAL_SOURCE.dbt_scd_id = DBT_INTERNAL_DEST.dbt_scd_id
  when matched
    and DBT_INTERNAL_DEST.dbt_valid_to is null
    and DBT_INTERNAL_SOURCE.dbt_change_type in ('update', 'delete')
    then update
    set dbt_valid_to = DBT_INTERNAL_SOURCE.dbt_valid_to
  when not matched
    and DBT_INTERNAL_SOURCE.dbt_change_type = 'insert'
    then insert (`id`, `name`, `dbt_updated_at`, `dbt_valid_from`, `dbt_valid_to`, `dbt_scd_id`, `dbt_is_deleted`)
    values (`id`, `name`, `dbt_updated_at`, `dbt_valid_from`, `dbt_valid_to`, `dbt_scd_id`, `dbt_is_deleted`);

drop table if exists `acme`.`shop`.`orders__dbt_tmp`;
