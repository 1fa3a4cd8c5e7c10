-- run 1: 1 jobs

create or replace table `acme`.`shop`.`orders`
    OPTIONS(
      description="Orders, the shop's\nown"
    )
    as (
select 1 as id, 'a' as name, struct('Ulm' as city, 89073 as zip) as address
    );
