-- run 1: 1 jobs

create or replace table `acme`.`shop`.`orders` (
    `id` INT64,
    `name` STRING,
    `day` DATE
    )
  partition by timestamp_trunc(_PARTITIONTIME, day)
  ;
  insert into `acme`.`shop`.`orders` (_PARTITIONTIME, `id`, `name`, `day`)
  select timestamp(seen) as _PARTITIONTIME, `id`, `name`, `day`
  from (
select 1 as id, 'a' as name, date '2024-01-01' as day, timestamp '2024-01-01 10:00:00+00' as seen
  );

-- run 2: 1 jobs

declare dbt_partitions_for_replacement array<timestamp>;
    create or replace table `acme`.`shop`.`orders__dbt_tmp`
    OPTIONS(
      expiration_timestamp=TIMESTAMP_ADD(CURRENT_TIMESTAMP(), INTERVAL 12 hour)
    )
    as (
select 1 as id, 'a' as name, date '2024-01-01' as day, timestamp '2024-01-01 10:00:00+00' as seen
union all select 2, 'b', date '2024-01-02', timestamp '2024-01-02 10:00:00+00'
    );
  set (dbt_partitions_for_replacement) = (
    select as struct
      array_agg(distinct timestamp_trunc(timestamp(seen), day) ignore nulls)
    from `acme`.`shop`.`orders__dbt_tmp`
  );
  merge into `acme`.`shop`.`orders` as DBT_INTERNAL_DEST
    using (
      select timestamp(seen) as _PARTITIONTIME, * except(seen)
    from (
      select * from `acme`.`shop`.`orders__dbt_tmp`
    )
    ) as DBT_INTERNAL_SOURCE
    on FALSE
  when not matched by source
    and timestamp_trunc(DBT_INTERNAL_DEST._PARTITIONTIME, day) in unnest(dbt_partitions_for_replacement)
    then delete
  when not matched then insert
    (`id`, `name`, `day`, `_PARTITIONTIME`)
  values
    (`id`, `name`, `day`, `_PARTITIONTIME`);
  drop table if exists `acme`.`shop`.`orders__dbt_tmp`;
