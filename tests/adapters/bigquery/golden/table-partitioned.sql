-- run 1: 1 jobs

create or replace table `acme`.`shop`.`orders`
    partition by timestamp_trunc(seen, hour)
    cluster by id, name
    OPTIONS(
      labels=[("team", "shop")],
      kms_key_name='projects/p/locations/us/keyRings/r/cryptoKeys/k',
      require_partition_filter=true,
      partition_expiration_days=7
    )
    as (
select 1 as id, 'a' as name, date '2024-01-01' as day, timestamp '2024-01-01 10:00:00+00' as seen
    );
