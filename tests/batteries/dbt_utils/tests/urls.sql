select id from {{ ref('urls') }}
where {{ dbt_utils.get_url_host('url') }} <> host
  or coalesce({{ dbt_utils.get_url_path('url') }}, '') <> coalesce(path, '')
  or coalesce({{ dbt_utils.get_url_parameter('url', 'utm_source') }}, '') <> coalesce(source, '')
