select 1 as id -- same name as root's
