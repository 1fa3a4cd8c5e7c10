-- run 1: 3 jobs

create schema if not exists `acme`.`shop`;

-- load job: CSV -> acme.shop.countries (WRITE_TRUNCATE);

alter table `acme`.`shop`.`countries` set OPTIONS(
      description="All of them"
    );

-- run 2: 3 jobs

create schema if not exists `acme`.`shop`;

-- load job: CSV -> acme.shop.countries (WRITE_TRUNCATE);

alter table `acme`.`shop`.`countries` set OPTIONS(
      description="All of them"
    );
