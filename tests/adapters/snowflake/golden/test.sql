-- 3 statements; dbt-snowflake: 4

use warehouse small;

select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
select id
from DB.shop.orders
where id is null
    ) dbt_internal_test;

use warehouse WH;
