-- run 1: 1 jobs

create or replace table `acme`.`shop`.`orders`
    partition by range_bucket(id, generate_array(0, 100, 10))
    OPTIONS(
      expiration_timestamp=TIMESTAMP_ADD(CURRENT_TIMESTAMP(), INTERVAL 48 hour)
    )
    as (
select 1 as id, 'a' as name, date '2024-01-01' as day, timestamp '2024-01-01 10:00:00+00' as seen
    );
