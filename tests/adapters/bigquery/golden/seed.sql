-- run 1: 2 jobs

-- load job: CSV -> acme.shop.countries (WRITE_TRUNCATE);

alter table `acme`.`shop`.`countries` set OPTIONS(
      description="All of them"
    );

-- run 2: 2 jobs

-- load job: CSV -> acme.shop.countries (WRITE_TRUNCATE);

alter table `acme`.`shop`.`countries` set OPTIONS(
      description="All of them"
    );
