-- run 1: 1 jobs

create or replace table `acme`.`shop`.`orders`
    as (
select 1 as id, 2 as old
    );

-- run 2: 4 jobs

create or replace table `acme`.`shop`.`orders__dbt_tmp`
    OPTIONS(
      expiration_timestamp=TIMESTAMP_ADD(CURRENT_TIMESTAMP(), INTERVAL 12 hour)
    )
    as (
select 1 as id, 'x' as new
    );

alter table `acme`.`shop`.`orders` add column `new` STRING, drop column `old`;

merge into `acme`.`shop`.`orders` as DBT_INTERNAL_DEST
    using (
      select * from `acme`.`shop`.`orders__dbt_tmp`
    ) as DBT_INTERNAL_SOURCE
    on ((DBT_INTERNAL_SOURCE.id = DBT_INTERNAL_DEST.id)
)
  when matched then update set
    `id` = DBT_INTERNAL_SOURCE.`id`, `new` = DBT_INTERNAL_SOURCE.`new`
  when not matched then insert
    (`id`, `new`)
  values
    (`id`, `new`);

drop table if exists `acme`.`shop`.`orders__dbt_tmp`;
