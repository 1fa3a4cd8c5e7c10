{#- Fails for days without rows between the first and the last partition of late: what a broken delivery leaves. -#}
{% test has_partitions(model, days=7) %}

with kept as (

    select parse_date('%Y%m%d', partition_id) as day, total_rows
    from `{{ model.database }}`.`{{ model.schema }}`.INFORMATION_SCHEMA.PARTITIONS
    where table_name = '{{ model.identifier }}' and partition_id != '__NULL__' and partition_id != '__UNPARTITIONED__'

),

days as (

    select day
    from unnest(generate_date_array((select date_sub(max(day), interval {{ days - 1 }} day) from kept), (select max(day) from kept))) as day

)

select d.day
from days as d
left join kept as k on k.day = d.day
where coalesce(k.total_rows, 0) = 0
    and d.day >= (select min(day) from kept)

{% endtest %}
