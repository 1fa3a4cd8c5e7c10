-- run 1: 3 jobs

select 1 as before;

create or replace table `acme`.`shop`.`orders`
    as (
select 1 as id, 'a' as name, date '2024-01-01' as day, timestamp '2024-01-01 10:00:00+00' as seen
    );

select 2 as after;
