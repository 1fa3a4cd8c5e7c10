-- run 1: 1 jobs

create or replace table `acme`.`shop`.`orders`
    as (
  select *,
    to_hex(md5(concat(coalesce(cast(id as string), ''), '|', coalesce(cast(seen as string), '')))) as dbt_scd_id,
    seen as dbt_updated_at,
    seen as dbt_valid_from,
    coalesce(nullif(seen, seen), null)
  as dbt_valid_to
  from (
select 1 as id, 'a' as name, date '2024-01-01' as day, timestamp '2024-01-01 10:00:00+00' as seen
  ) sbq
    );

-- run 2: 3 jobs

create or replace table `acme`.`shop`.`orders__dbt_tmp`
    OPTIONS(
      expiration_timestamp=TIMESTAMP_ADD(CURRENT_TIMESTAMP(), INTERVAL 12 hour)
    )
    as (
      with snapshot_query as (
select 1 as id, 'a' as name, date '2024-01-01' as day, timestamp '2024-01-01 10:00:00+00' as seen
union all select 2, 'b', date '2024-01-02', timestamp '2024-01-02 10:00:00+00'
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
      seen as dbt_updated_at,
      seen as dbt_valid_from,
      coalesce(nullif(seen, seen), null)
  as dbt_valid_to
,
      to_hex(md5(concat(coalesce(cast(id as string), ''), '|', coalesce(cast(seen as string), '')))) as dbt_scd_id
    from snapshot_query
  ),
  updates_source_data as (
    select *, 
    id as dbt_unique_key,
      seen as dbt_updated_at,
      seen as dbt_valid_from,
      seen as dbt_valid_to
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
      or (snapshotted_data.dbt_unique_key is not null and ((snapshotted_data.dbt_valid_from < source_data.seen)))
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
    where ((snapshotted_data.dbt_valid_from < source_data.seen))
  )
  select * from insertions
  union all
  select * from updates
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
    then insert (`id`, `name`, `day`, `seen`, `dbt_updated_at`, `dbt_valid_from`, `dbt_valid_to`, `dbt_scd_id`)
    values (`id`, `name`, `day`, `seen`, `dbt_updated_at`, `dbt_valid_from`, `dbt_valid_to`, `dbt_scd_id`);

drop table if exists `acme`.`shop`.`orders__dbt_tmp`;
