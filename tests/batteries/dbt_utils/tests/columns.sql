{% if execute %}
{% set q = adapter.quote %}
{% set upper = target.type == 'snowflake' %}
{% set names = ['ID', 'GRP'] if upper else ['id', 'grp'] %}
{% set columns = dbt_utils.get_filtered_columns_in_relation(from=ref('things'), except=['VAL', 'txt']) %}
{{ same(columns | join(' '), names | join(' ')) }}
{% set some = dict(from=ref('things'), except=['Val', 'TXT']) %}
{% for case in [
  [dbt_utils.star(**some), q(names[0]) ~ ', ' ~ q(names[1])],
  [dbt_utils.star(ref('things'), except=['val', 'txt'], quote_identifiers=False), names | join(', ')],
  [dbt_utils.star(relation_alias='t', **some), 't.' ~ q(names[0]) ~ ', t.' ~ q(names[1])],
  [dbt_utils.star(prefix='p_', suffix='_s', **some), q(names[0]) ~ ' as ' ~ q('p_' ~ names[0] ~ '_s') ~ ', ' ~ q(names[1]) ~ ' as ' ~ q('p_' ~ names[1] ~ '_s')],
  [dbt_utils.star(unquote_aliases=True, **some), q(names[0]) ~ ' as ' ~ names[0] ~ ', ' ~ q(names[1]) ~ ' as ' ~ names[1]],
  [dbt_utils.star(rename={'Grp': 'team'}, prefix='p_', **some), q(names[0]) ~ ' as ' ~ q('p_' ~ names[0]) ~ ', ' ~ q(names[1]) ~ ' as team'],
] %}
union all
{{ same(modules.re.sub('\\s+', ' ', case[0] | trim), case[1]) }}
{% endfor %}
{% else %}
select {{ dbt_utils.star(ref('things')) }} from {{ ref('things') }} where 1 = 0
{% endif %}
