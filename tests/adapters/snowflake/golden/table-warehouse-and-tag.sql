-- 5 statements; dbt-snowflake: 7

use warehouse large;

alter session set query_tag = 'nightly';

create or replace transient table DB.shop.orders
  as (
select 1 as id, 'a' as name, current_timestamp() as at
  );

alter session unset query_tag;

use warehouse WH;
