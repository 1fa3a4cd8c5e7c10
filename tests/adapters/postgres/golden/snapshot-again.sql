-- 9 statements; dbt-postgres: 12

select
      attname as column_name,
      pg_catalog.format_type(types.type_id, null) as data_type,
      information_schema._pg_char_max_length(types.type_id, types.modifier) as character_maximum_length,
      information_schema._pg_numeric_precision(types.type_id, types.modifier) as numeric_precision,
      information_schema._pg_numeric_scale(types.type_id, types.modifier) as numeric_scale
    from pg_catalog.pg_attribute as attributes
    join pg_catalog.pg_type on pg_type.oid = atttypid
    cross join lateral (
      select
        information_schema._pg_truetypid(attributes, pg_type) as type_id,
        information_schema._pg_truetypmod(attributes, pg_type) as modifier
    ) as types
    where attrelid = to_regclass('"shop"."history"')
      and attnum > 0
      and not attisdropped
    order by attnum;

BEGIN; SELECT txid_current();

create temporary table "history__dbt_tmp<time>"
  on commit drop
  as (
    with snapshot_query as (

select 1 as id, cast('2024-01-01' as timestamp) as changed
  ),

  snapshotted_data as (
    select *,
    id as dbt_unique_key
    from "golden"."shop"."history"
    where
      dbt_valid_to is null
  ),

  insertions_source_data as (
    select *,
    id as dbt_unique_key,
      changed as dbt_updated_at,
      changed as dbt_valid_from,
      coalesce(nullif(changed, changed), null)
  as dbt_valid_to
,
      md5(coalesce(cast(id as varchar ), '')
     || '|' || coalesce(cast(changed as varchar ), '')
    ) as dbt_scd_id
    from snapshot_query
  ),

  updates_source_data as (
    select *,
    id as dbt_unique_key,
      changed as dbt_updated_at,
      changed as dbt_valid_from,
      changed as dbt_valid_to
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
      or (snapshotted_data.dbt_unique_key is not null and ((snapshotted_data.dbt_valid_from < source_data.changed)))
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
    where ((snapshotted_data.dbt_valid_from < source_data.changed))
  )

  select * from insertions
  union all
  select * from updates
  );

select
      attname as column_name,
      pg_catalog.format_type(types.type_id, null) as data_type,
      information_schema._pg_char_max_length(types.type_id, types.modifier) as character_maximum_length,
      information_schema._pg_numeric_precision(types.type_id, types.modifier) as numeric_precision,
      information_schema._pg_numeric_scale(types.type_id, types.modifier) as numeric_scale
    from pg_catalog.pg_attribute as attributes
    join pg_catalog.pg_type on pg_type.oid = atttypid
    cross join lateral (
      select
        information_schema._pg_truetypid(attributes, pg_type) as type_id,
        information_schema._pg_truetypmod(attributes, pg_type) as modifier
    ) as types
    where attrelid = to_regclass('"history__dbt_tmp<time>"')
      and attnum > 0
      and not attisdropped
    order by attnum;

select
      attname as column_name,
      pg_catalog.format_type(types.type_id, null) as data_type,
      information_schema._pg_char_max_length(types.type_id, types.modifier) as character_maximum_length,
      information_schema._pg_numeric_precision(types.type_id, types.modifier) as numeric_precision,
      information_schema._pg_numeric_scale(types.type_id, types.modifier) as numeric_scale
    from pg_catalog.pg_attribute as attributes
    join pg_catalog.pg_type on pg_type.oid = atttypid
    cross join lateral (
      select
        information_schema._pg_truetypid(attributes, pg_type) as type_id,
        information_schema._pg_truetypmod(attributes, pg_type) as modifier
    ) as types
    where attrelid = to_regclass('"shop"."history"')
      and attnum > 0
      and not attisdropped
    order by attnum;

select * from (
    with snapshot_query as (

select 1 as id, cast('2024-01-01' as timestamp) as changed
  ),

  snapshotted_data as (
    select *,
    id as dbt_unique_key
    from "golden"."shop"."history"
    where
      dbt_valid_to is null
  ),

  insertions_source_data as (
    select *,
    id as dbt_unique_key,
      changed as dbt_updated_at,
      changed as dbt_valid_from,
      coalesce(nullif(changed, changed), null)
  as dbt_valid_to
,
      md5(coalesce(cast(id as varchar ), '')
     || '|' || coalesce(cast(changed as varchar ), '')
    ) as dbt_scd_id
    from snapshot_query
  ),

  updates_source_data as (
    select *,
    id as dbt_unique_key,
      changed as dbt_updated_at,
      changed as dbt_valid_from,
      changed as dbt_valid_to
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
      or (snapshotted_data.dbt_unique_key is not null and ((snapshotted_data.dbt_valid_from < source_data.changed)))
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
    where ((snapshotted_data.dbt_valid_from < source_data.changed))
  )

  select * from insertions
  union all
  select * from updates
  ) as __dbt_sbq
  where false
  limit 0;

select * from (
    select now()::timestamp without time zone as dbt_snapshot_time
  ) as __dbt_sbq
  where false
  limit 0;

update "golden"."shop"."history" as DBT_INTERNAL_DEST
  set dbt_valid_to = DBT_INTERNAL_SOURCE.dbt_valid_to
  from "history__dbt_tmp<time>" as DBT_INTERNAL_SOURCE
  where DBT_INTERNAL_SOURCE.dbt_scd_id::text = DBT_INTERNAL_DEST.dbt_scd_id::text
    and DBT_INTERNAL_SOURCE.dbt_change_type in ('update', 'delete')
    and DBT_INTERNAL_DEST.dbt_valid_to is null;

  insert into "golden"."shop"."history" ("id", "changed", "dbt_updated_at", "dbt_valid_from", "dbt_valid_to", "dbt_scd_id")
  select "id", "changed", "dbt_updated_at", "dbt_valid_from", "dbt_valid_to", "dbt_scd_id"
  from "history__dbt_tmp<time>"
  where dbt_change_type = 'insert';

COMMIT;
