-- depends_on: {{ ref('versions') }}
{% set values = dbt_utils.get_column_values(ref('things'), 'txt') %}
{% set ordered = dbt_utils.get_column_values(table=ref('things'), column='grp', order_by='max(id) desc', max_records=2, where='id > 1') %}
{% set none_yet = dbt_utils.get_column_values(api.Relation.create(database=target.database, schema=target.schema, identifier='not_there'), 'x', default=['y']) %}
{% set as_dict = dbt_utils.get_query_results_as_dict('select user_id, note from ' ~ ref('versions') ~ ' order by version') %}
{% set one = dbt_utils.get_single_value('select max(version) from ' ~ ref('versions')) %}
{% set no_row = dbt_utils.get_single_value('select version from ' ~ ref('versions') ~ ' where user_id = 9', default='none') %}
{% if execute %}
{% set notes = as_dict['NOTE' if target.type == 'snowflake' else 'note'] | list %}
{{ same(values[0] ~ ' ' ~ values | length, 'z 4') }}
union all {{ same(ordered | join(' '), 'c b') }}
union all {{ same(none_yet | join(' '), 'y') }}
union all {{ same(notes | join(' '), 'old new only') }}
union all {{ same(one | int, 7) }}
union all {{ same(no_row, 'none') }}
{% else %}
select 1 as id
{% endif %}
