-- 1 statements; dbt-snowflake: 2

show dynamic tables like 'ORDERS' in schema DB.SHOP;
