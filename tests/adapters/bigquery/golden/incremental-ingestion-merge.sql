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

merge into `acme`.`shop`.`orders` as DBT_INTERNAL_DEST
    using (
      select timestamp(seen) as _PARTITIONTIME, * except(seen)
    from (
select 1 as id, 'a' as name, date '2024-01-01' as day, timestamp '2024-01-01 10:00:00+00' as seen
union all select 2, 'b', date '2024-01-02', timestamp '2024-01-02 10:00:00+00'
    )
    ) as DBT_INTERNAL_SOURCE
    on ((DBT_INTERNAL_SOURCE.id = DBT_INTERNAL_DEST.id)
)
  when matched then update set
    `id` = DBT_INTERNAL_SOURCE.`id`, `name` = DBT_INTERNAL_SOURCE.`name`, `day` = DBT_INTERNAL_SOURCE.`day`, `_PARTITIONTIME` = DBT_INTERNAL_SOURCE.`_PARTITIONTIME`
  when not matched then insert
    (`id`, `name`, `day`, `_PARTITIONTIME`)
  values
    (`id`, `name`, `day`, `_PARTITIONTIME`);
