

{{ config(tags=['infile', 's1'], meta={'over': 'c', 'infile': 1}, pre_hook="select 'pre-file'", post_hook=["select 'f1 {{ this }}'"], grants={'+select': ['file_r']}) }}
select * from {{ source('raw', 't1') }} join {{ source("raw", 't2') }} -- {{ var('color') }}
{{ helper() }}


