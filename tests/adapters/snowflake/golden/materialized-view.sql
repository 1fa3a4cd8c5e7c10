-- 1 statements; dbt-snowflake: 1

create or replace secure materialized view DB.shop.orders
    cluster by (id)
  as (
select 1 as id, 'a' as name, current_timestamp() as at
  );
