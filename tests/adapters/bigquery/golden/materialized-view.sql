-- run 1: 2 jobs

create or replace table `acme`.`shop`.`base`
    as (
select 1 as id
    );

create materialized view if not exists `acme`.`shop`.`orders`
  cluster by id
  OPTIONS(
      enable_refresh=true,
      refresh_interval_minutes=60
    )
  as 
select id, count(*) as n from `acme`.`shop`.`base` group by id;

-- run 2: 2 jobs

create or replace table `acme`.`shop`.`base`
    as (
select 1 as id
    );

call bq.refresh_materialized_view('acme.shop.orders');

-- run 3: 2 jobs

create or replace table `acme`.`shop`.`base`
    as (
select 1 as id
    );

alter materialized view `acme`.`shop`.`orders`
  set OPTIONS(
      refresh_interval_minutes=90
    );

-- run 4: 2 jobs

create or replace table `acme`.`shop`.`base`
    as (
select 1 as id
    );

create or replace materialized view `acme`.`shop`.`orders`
  OPTIONS(
      enable_refresh=true,
      refresh_interval_minutes=90
    )
  as 
select id, count(*) as n from `acme`.`shop`.`base` group by id;
