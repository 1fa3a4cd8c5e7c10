-- 2 statements; dbt-snowflake: 3

show dynamic tables like 'ORDERS' in schema DB.SHOP;

alter dynamic table DB.SHOP.ORDERS set
  target_lag = downstream
  warehouse = refresher;
