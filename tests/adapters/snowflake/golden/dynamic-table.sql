-- 1 statements; dbt-snowflake: 1

create or replace dynamic table DB.shop.orders
    target_lag = '5 minutes'
    warehouse = refresher
    refresh_mode = INCREMENTAL
    initialize = ON_CREATE
    cluster by (id)
  as (
select 1 as id, 'a' as name, current_timestamp() as at
  );
