-- 4 statements; dbt-snowflake: 4

create or replace transient table DB.shop.orders
    copy grants
  as (
select 1 as id, 'a' as name, current_timestamp() as at
  );

show grants on table DB.shop.orders;

revoke SELECT on table DB.shop.orders from role "Old Role";

grant select on table DB.shop.orders to role analyst;
