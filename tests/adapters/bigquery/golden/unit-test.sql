-- run 1: 3 jobs

create schema if not exists `acme`.`shop`;

create or replace table `acme`.`shop`.`base`
    as (
select 1 as id, 'x' as name
    );

create or replace view `acme`.`shop`.`orders`
  as (
    select id, upper(name) as name from `acme`.`shop`.`base`
  );
