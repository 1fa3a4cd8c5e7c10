select 1 as id from {{ ref('m1') }} {% set a = ref('m2') %} {{ source('s1','tb') }}
