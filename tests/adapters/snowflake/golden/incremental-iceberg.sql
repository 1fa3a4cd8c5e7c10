-- 1 statements; dbt-snowflake: 1

create or replace iceberg table DB.shop.orders
    external_volume = 'lake'
    catalog = 'snowflake'
    base_location = '_dbt/shop/orders/v1'
  as (
select 1 as id, 'a' as name, current_timestamp() as at
  );
