-- 2 statements; dbt-snowflake: 2

drop table if exists DB.SHOP.ORDERS;

create or replace iceberg table DB.shop.orders
    external_volume = 'lake'
    catalog = 'snowflake'
    base_location = '_dbt/shop/orders'
  as (
select 1 as id, 'a' as name, current_timestamp() as at
  );
