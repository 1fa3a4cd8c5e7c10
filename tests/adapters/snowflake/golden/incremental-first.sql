-- 1 statements; dbt-snowflake: 1

create or replace transient table DB.shop.orders
  as (
select 1 as id, 'a' as name, current_timestamp() as at
  );
