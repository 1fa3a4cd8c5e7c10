-- 2 statements; dbt-snowflake: 2

drop table if exists DB.SHOP.ORDERS;

create or replace view DB.shop.orders
  as (
select 1 as id, 'a' as name, current_timestamp() as at
  );
