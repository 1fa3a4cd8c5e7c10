def model(dbt, session):
    dbt.config(materialized="table", packages=["numpy"], tags=["a"])
    a = dbt.ref("m1")
    b = dbt.source("s_a", "t1")
    c = dbt.ref('pkg', 'p1')
    return a
