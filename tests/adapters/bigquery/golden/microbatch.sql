-- run 1: 3 jobs

create or replace table `acme`.`shop`.`events`
    as (
select 1 as id, 'a' as name, date '2024-01-01' as day, timestamp '2024-01-01 10:00:00+00' as seen
    );

create or replace table `acme`.`shop`.`orders`
    partition by timestamp_trunc(seen, day)
    as (
select * from (select * from `acme`.`shop`.`events` where cast(seen as timestamp) >= '2024-01-01 00:00:00+00:00' and cast(seen as timestamp) < '2024-01-02 00:00:00+00:00')
    );

declare dbt_partitions_for_replacement array<timestamp>;
    create or replace table `acme`.`shop`.`orders__dbt_tmp_20240102`
    partition by timestamp_trunc(seen, day)
    OPTIONS(
      expiration_timestamp=TIMESTAMP_ADD(CURRENT_TIMESTAMP(), INTERVAL 12 hour)
    )
    as (
select * from (select * from `acme`.`shop`.`events` where cast(seen as timestamp) >= '2024-01-02 00:00:00+00:00' and cast(seen as timestamp) < '2024-01-03 00:00:00+00:00')
    );
  set (dbt_partitions_for_replacement) = (
    select as struct
      array_agg(distinct timestamp_trunc(seen, day) ignore nulls)
    from `acme`.`shop`.`orders__dbt_tmp_20240102`
  );
  merge into `acme`.`shop`.`orders` as DBT_INTERNAL_DEST
    using (
      select * from `acme`.`shop`.`orders__dbt_tmp_20240102`
    ) as DBT_INTERNAL_SOURCE
    on FALSE
  when not matched by source
    and timestamp_trunc(DBT_INTERNAL_DEST.seen, day) in unnest(dbt_partitions_for_replacement)
    then delete
  when not matched then insert
    (`id`, `name`, `day`, `seen`)
  values
    (`id`, `name`, `day`, `seen`);
  drop table if exists `acme`.`shop`.`orders__dbt_tmp_20240102`;

-- run 2: 3 jobs

create or replace table `acme`.`shop`.`events`
    as (
select 1 as id, 'a' as name, date '2024-01-01' as day, timestamp '2024-01-01 10:00:00+00' as seen
union all select 2, 'b', date '2024-01-02', timestamp '2024-01-02 10:00:00+00'
    );

declare dbt_partitions_for_replacement array<timestamp>;
    create or replace table `acme`.`shop`.`orders__dbt_tmp_20240101`
    partition by timestamp_trunc(seen, day)
    OPTIONS(
      expiration_timestamp=TIMESTAMP_ADD(CURRENT_TIMESTAMP(), INTERVAL 12 hour)
    )
    as (
select * from (select * from `acme`.`shop`.`events` where cast(seen as timestamp) >= '2024-01-01 00:00:00+00:00' and cast(seen as timestamp) < '2024-01-02 00:00:00+00:00')
    );
  set (dbt_partitions_for_replacement) = (
    select as struct
      array_agg(distinct timestamp_trunc(seen, day) ignore nulls)
    from `acme`.`shop`.`orders__dbt_tmp_20240101`
  );
  merge into `acme`.`shop`.`orders` as DBT_INTERNAL_DEST
    using (
      select * from `acme`.`shop`.`orders__dbt_tmp_20240101`
    ) as DBT_INTERNAL_SOURCE
    on FALSE
  when not matched by source
    and timestamp_trunc(DBT_INTERNAL_DEST.seen, day) in unnest(dbt_partitions_for_replacement)
    then delete
  when not matched then insert
    (`id`, `name`, `day`, `seen`)
  values
    (`id`, `name`, `day`, `seen`);
  drop table if exists `acme`.`shop`.`orders__dbt_tmp_20240101`;

declare dbt_partitions_for_replacement array<timestamp>;
    create or replace table `acme`.`shop`.`orders__dbt_tmp_20240102`
    partition by timestamp_trunc(seen, day)
    OPTIONS(
      expiration_timestamp=TIMESTAMP_ADD(CURRENT_TIMESTAMP(), INTERVAL 12 hour)
    )
    as (
select * from (select * from `acme`.`shop`.`events` where cast(seen as timestamp) >= '2024-01-02 00:00:00+00:00' and cast(seen as timestamp) < '2024-01-03 00:00:00+00:00')
    );
  set (dbt_partitions_for_replacement) = (
    select as struct
      array_agg(distinct timestamp_trunc(seen, day) ignore nulls)
    from `acme`.`shop`.`orders__dbt_tmp_20240102`
  );
  merge into `acme`.`shop`.`orders` as DBT_INTERNAL_DEST
    using (
      select * from `acme`.`shop`.`orders__dbt_tmp_20240102`
    ) as DBT_INTERNAL_SOURCE
    on FALSE
  when not matched by source
    and timestamp_trunc(DBT_INTERNAL_DEST.seen, day) in unnest(dbt_partitions_for_replacement)
    then delete
  when not matched then insert
    (`id`, `name`, `day`, `seen`)
  values
    (`id`, `name`, `day`, `seen`);
  drop table if exists `acme`.`shop`.`orders__dbt_tmp_20240102`;
