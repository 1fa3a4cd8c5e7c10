-- run 1: 3 jobs

create schema if not exists `acme`.`shop`;

create or replace table `acme`.`shop`.`base`
    as (
select 1 as id
    );

-- copy job: acme.shop.base -> acme.shop.orders (WRITE_TRUNCATE);
