-- run 1: 1 jobs

create or replace table `acme`.`shop`.`orders`
    as (
select 1 as id, 'a' as name, date '2024-01-01' as day, timestamp '2024-01-01 10:00:00+00' as seen
    );

-- run 2: 1 jobs

merge into `acme`.`shop`.`orders` as DBT_INTERNAL_DEST
    using (
select 1 as id, 'a' as name, date '2024-01-01' as day, timestamp '2024-01-01 10:00:00+00' as seen
union all select 2, 'b', date '2024-01-02', timestamp '2024-01-02 10:00:00+00'
    ) as DBT_INTERNAL_SOURCE
    on ((DBT_INTERNAL_SOURCE.id = DBT_INTERNAL_DEST.id)
)
  when matched then update set
    `id` = DBT_INTERNAL_SOURCE.`id`, `name` = DBT_INTERNAL_SOURCE.`name`, `day` = DBT_INTERNAL_SOURCE.`day`, `seen` = DBT_INTERNAL_SOURCE.`seen`
  when not matched then insert
    (`id`, `name`, `day`, `seen`)
  values
    (`id`, `name`, `day`, `seen`);
