-- run 1: 1 jobs

create or replace table `acme`.`shop`.`orders`
    partition by day
    as (
select 1 as id, 'a' as name, date '2024-01-01' as day, timestamp '2024-01-01 10:00:00+00' as seen
    );

-- run 2: 5 jobs

create or replace table `acme`.`shop`.`orders__dbt_tmp`
    partition by day
    OPTIONS(
      expiration_timestamp=TIMESTAMP_ADD(CURRENT_TIMESTAMP(), INTERVAL 12 hour)
    )
    as (
select 1 as id, 'a' as name, date '2024-01-01' as day, timestamp '2024-01-01 10:00:00+00' as seen
union all select 2, 'b', date '2024-01-02', timestamp '2024-01-02 10:00:00+00'
    );

select distinct format_date("%Y%m%d", date(day)) as id from `acme`.`shop`.`orders__dbt_tmp` where date(day) is not null order by id;

-- copy job: acme.shop.orders__dbt_tmp$20240101 -> acme.shop.orders$20240101 (WRITE_TRUNCATE);

-- copy job: acme.shop.orders__dbt_tmp$20240102 -> acme.shop.orders$20240102 (WRITE_TRUNCATE);

drop table if exists `acme`.`shop`.`orders__dbt_tmp`;
