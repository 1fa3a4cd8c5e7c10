-- run 1: 2 jobs

create or replace table `acme`.`shop`.`base`
    as (
select 1 as id, 'x' as name
    );

create or replace view `acme`.`shop`.`orders`
  as (
    select id, upper(name) as name from `acme`.`shop`.`base`
  );
