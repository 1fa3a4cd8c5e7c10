-- run 1: 2 jobs

create or replace table `acme`.`shop`.`base`
    as (
select 1 as id
    );

-- copy job: acme.shop.base -> acme.shop.orders (WRITE_TRUNCATE);
