-- run 1: 5 jobs

create schema if not exists `acme`.`shop_dbt_test__audit`;

create or replace table `acme`.`shop`.`orders`
    as (
select 1 as id, 'a' as name, date '2024-01-01' as day, timestamp '2024-01-01 10:00:00+00' as seen
    );

select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
select
    id as unique_field,
    count(*) as n_records
from `acme`.`shop`.`orders`
where id is not null
group by id
having count(*) > 1
    ) dbt_internal_test;

create or replace table `acme`.`shop_dbt_test__audit`.`not_null_orders_id`
    as (
select *
from `acme`.`shop`.`orders`
where id is null
    );

select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      select *
      from `acme`.`shop_dbt_test__audit`.`not_null_orders_id`
    ) dbt_internal_test;

-- run 2: 3 jobs

select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
select
    id as unique_field,
    count(*) as n_records
from `acme`.`shop`.`orders`
where id is not null
group by id
having count(*) > 1
    ) dbt_internal_test;

create or replace table `acme`.`shop_dbt_test__audit`.`not_null_orders_id`
    as (
select *
from `acme`.`shop`.`orders`
where id is null
    );

select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      select *
      from `acme`.`shop_dbt_test__audit`.`not_null_orders_id`
    ) dbt_internal_test;
