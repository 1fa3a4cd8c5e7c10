-- run 1: 5 jobs

create or replace table `acme`.`shop`.`base`
    as (
select 1 as id, 'x' as name
    );

create or replace table `acme`.`shop`.`upper__dbt_tmp`
    OPTIONS(
      expiration_timestamp=TIMESTAMP_ADD(CURRENT_TIMESTAMP(), INTERVAL 12 hour)
    )
    as (
      select * from (
    with __dbt__cte__base as (
-- Fixture for base
  select 
  safe_cast(1 as INT64)
 as `id`, 
  safe_cast('a' as STRING)
 as `name`
) select id, upper(name) as name from __dbt__cte__base
  ) as __dbt_sbq
  where false
  limit 0
    );

-- Build actual result given inputs
with dbt_internal_unit_test_actual as (
  select
    `id`, `name`, 'actual' as `actual_or_expected`
  from (
    with __dbt__cte__base as (
-- Fixture for base
  select 
  safe_cast(1 as INT64)
 as `id`, 
  safe_cast('a' as STRING)
 as `name`
) select id, upper(name) as name from __dbt__cte__base
  ) _dbt_internal_unit_test_actual
),
-- Build expected result
dbt_internal_unit_test_expected as (
  select
    `id`, `name`, 'expected' as `actual_or_expected`
  from (
    select 
  safe_cast(1 as INT64)
 as `id`, 
  safe_cast('A' as STRING)
 as `name`
  ) _dbt_internal_unit_test_expected
)
-- Union actual and expected results
select * from dbt_internal_unit_test_actual
union all
select * from dbt_internal_unit_test_expected;

drop table if exists `acme`.`shop`.`upper__dbt_tmp`;

create or replace view `acme`.`shop`.`orders`
  as (
    select id, upper(name) as name from `acme`.`shop`.`base`
  );
