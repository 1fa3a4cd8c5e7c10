-- run 1: 2 jobs

create or replace table `acme`.`shop`.`orders`
    as (
select 1 as id, 'a' as name, date '2024-01-01' as day, timestamp '2024-01-01 10:00:00+00' as seen
    );

grant `roles/bigquery.dataViewer` on table `acme`.`shop`.`orders` to "user:a@example.com", "group:b@example.com";

-- run 2: 3 jobs

create or replace table `acme`.`shop`.`orders`
    as (
select 1 as id, 'a' as name, date '2024-01-01' as day, timestamp '2024-01-01 10:00:00+00' as seen
    );

select privilege_type, grantee
  from `acme`.`region-us`.INFORMATION_SCHEMA.OBJECT_PRIVILEGES
  where lower(object_schema) = lower("shop")
    and lower(object_name) = lower("orders")
    and split(grantee, ':')[offset(1)] != session_user();

revoke `roles/bigquery.dataViewer` on table `acme`.`shop`.`orders` from "group:b@example.com";
