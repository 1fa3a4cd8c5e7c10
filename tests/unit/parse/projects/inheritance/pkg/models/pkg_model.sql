{{ config(alias='pkg_alias') }} select {{ var('size') }} as s, {{ pkg_macro() }} as x from {{ ref('stg_a') }}
