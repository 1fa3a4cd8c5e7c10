-- run 1: 1 jobs

create or replace table `acme`.`shop`.`orders`
    as (
select 1 as id, 'a' as name, date '2024-01-01' as day, timestamp '2024-01-01 10:00:00+00' as seen
    );

-- run 2: 1 jobs

create or replace table `acme`.`shop`.`orders`
    as (
select 1 as id, 'a' as name, date '2024-01-01' as day, timestamp '2024-01-01 10:00:00+00' as seen
    );
