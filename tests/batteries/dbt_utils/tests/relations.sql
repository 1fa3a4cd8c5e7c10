-- depends_on: {{ ref('wide') }} {{ ref('wide_more') }} {{ ref('united') }}
{% set by_pattern = dbt_utils.get_relations_by_pattern(target.schema, 'WIDE%') %}
{% set but_some = dbt_utils.get_relations_by_pattern(target.schema ~ '%', '%wide%', exclude='%MORE') %}
{% set by_prefix = dbt_utils.get_relations_by_prefix(schema=target.schema, prefix='uni', database=target.database) %}
{% set others = dbt_utils.get_relations_by_prefix(target.schema, 'wide', exclude='wide_more') %}
{% set nothing = dbt_utils.get_relations_by_prefix(target.schema, 'zebra') %}
{% set escaped = dbt_utils.get_relations_by_pattern(target.schema, 'wide_more' if target.type == 'bigquery' else 'wide\\_more') %}
{% if execute %}
{{ same(names(by_pattern), 'wide wide_more') }}
union all {{ same(names(but_some), 'wide') }}
union all {{ same(names(by_prefix), 'united united_some') }}
union all {{ same(names(others), 'wide') }}
union all {{ same(names(escaped), 'wide_more') }}
union all {{ same(nothing | length, 0) }}
union all {{ same(by_prefix[0].type ~ ' ' ~ by_pattern[0].type, 'view table') }}
union all select 1 as id from (select count(*) as n from ({{ dbt_utils.union_relations(by_pattern, include=['id']) }}) as both_of_them) as counted where n <> 5
{% else %}
select 1 as id
{% endif %}
