-- 2 statements; dbt-snowflake: 2

drop view if exists DB.SHOP.ORDERS;

create or replace dynamic table DB.shop.orders
    target_lag = '1 hour'
    warehouse = refresher
  as (
select 1 as id, 'a' as name, current_timestamp() as at
  );
