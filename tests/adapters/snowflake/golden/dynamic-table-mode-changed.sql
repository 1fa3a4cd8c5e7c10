-- 2 statements; dbt-snowflake: 3

show dynamic tables like 'ORDERS' in schema DB.SHOP;

create or replace dynamic table DB.shop.orders
    target_lag = '1 hour'
    warehouse = refresher
    refresh_mode = FULL
  as (
select 1 as id, 'a' as name, current_timestamp() as at
  );
