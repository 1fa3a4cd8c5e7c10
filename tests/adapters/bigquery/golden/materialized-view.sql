-- run 1: 5 jobs

create schema if not exists `acme`.`shop`;

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

drop materialized view if exists `acme`.`shop`.`orders__dbt_backup`;

drop materialized view if exists `acme`.`shop`.`orders__dbt_tmp`;

-- run 2: 5 jobs

create schema if not exists `acme`.`shop`;

create or replace table `acme`.`shop`.`base`
    as (
select 1 as id
    );

call bq.refresh_materialized_view('acme.shop.orders');

drop materialized view if exists `acme`.`shop`.`orders__dbt_backup`;

drop materialized view if exists `acme`.`shop`.`orders__dbt_tmp`;

-- run 3: 5 jobs

create schema if not exists `acme`.`shop`;

create or replace table `acme`.`shop`.`base`
    as (
select 1 as id
    );

alter materialized view `acme`.`shop`.`orders`
  set OPTIONS(
      refresh_interval_minutes=90
    );

drop materialized view if exists `acme`.`shop`.`orders__dbt_backup`;

drop materialized view if exists `acme`.`shop`.`orders__dbt_tmp`;

-- run 4: 5 jobs

create schema if not exists `acme`.`shop`;

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

drop materialized view if exists `acme`.`shop`.`orders__dbt_backup`;

drop materialized view if exists `acme`.`shop`.`orders__dbt_tmp`;
