{% do dbt_utils.log_info('a message of the checks') %}
{{ same(dbt_utils.slugify('Venmo App') ~ dbt_utils.slugify('ca$h-money') ~ dbt_utils.slugify('1337pay') ~ dbt_utils.slugify(none), 'venmo_appcah_money_1337pay') }}
union all {{ same(dbt_utils.pretty_time(format='%Y-%m-%d') == modules.datetime.datetime.now().strftime('%Y-%m-%d'), true) }}
union all {{ same(modules.re.match('[0-9][0-9]:[0-9][0-9]:[0-9][0-9]$', dbt_utils.pretty_time()) is not none, true) }}
union all {{ same(modules.re.match('[0-9:]+ . a message$', dbt_utils.pretty_log_format('a message')) is not none, true) }}
