with found as (
  select
    count(*) as n,
    count(distinct _dbt_source_relation) as sources,
    count(note) as notes,
    count(size) as sizes,
    count(is_new) as news,
    sum(id) as ids
  from {{ ref('united') }}
)

select 1 as id from found
where not (n = 4 and sources = 2 and notes = 2 and sizes = 2 and news = 2 and ids = 13)
union all
select 1 as id from {{ ref('united') }}
where id = 4 and (note <> 'first' or color <> 'green' or _dbt_source_relation not like '%wide_more%')
union all
select 1 as id from (select count(*) as n, sum(id) as ids from {{ ref('united_some') }}) as included
where n <> 5 or ids <> 15
{% if execute %}
union all
{{ same(adapter.get_columns_in_relation(ref('united_some')) | map(attribute='name') | map('lower') | sort | join(' '), 'color id') }}
{% endif %}
