-- 4 statements; dbt-snowflake: 4

truncate table log;

create or replace transient table DB.shop.orders
  as (
select 1 as id, 'a' as name, current_timestamp() as at
  );

grant ownership on table x to role y;

call notify();
