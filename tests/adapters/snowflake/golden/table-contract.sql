-- 3 statements; dbt-snowflake: 3

select * from (
select 'a' as name, 1 as id
  ) as __dbt_sbq
  where false
  limit 0;

select * from (
    select
  cast(null as number) as id, cast(null as varchar) as name
  ) as __dbt_sbq
  where false
  limit 0;

create or replace transient table DB.shop.orders
  (
    id number not null primary key,
    name varchar
  )
  as (
  select id, name
  from (
select 'a' as name, 1 as id
  ) as model_subq
  );
