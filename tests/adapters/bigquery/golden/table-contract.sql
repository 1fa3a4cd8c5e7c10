-- run 1: 1 jobs

create or replace table `acme`.`shop`.`orders`
      (
    id int64 not null primary key not enforced,
    name string,
    address struct<city string, zip int64>,
    foreign key (id) references `acme`.`shop`.`people` (id) not enforced
  )
    as (
  select
  id, name, address
  from (
select 1 as id, 'a' as name, struct('Ulm' as city, 89073 as zip) as address
  ) as model_subq
    );
