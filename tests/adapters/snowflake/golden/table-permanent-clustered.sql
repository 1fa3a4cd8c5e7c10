-- 2 statements; dbt-snowflake: 3

create or replace table DB.shop.orders
    cluster by (id, to_date(at))
    data_retention_time_in_days = 7
    copy grants
  as (
    select * from (
select 1 as id, 'a' as name, current_timestamp() as at
    ) order by id, to_date(at)
  );

alter table DB.shop.orders resume recluster;
