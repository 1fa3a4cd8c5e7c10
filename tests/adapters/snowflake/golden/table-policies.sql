-- 1 statements; dbt-snowflake: 1

create or replace transient table DB.shop.orders
    with row access policy governance.by_region on (name)
    with tag (cost = 'shop')
    copy tags
  as (
select 1 as id, 'a' as name, current_timestamp() as at
  );
