select * from {{ ref('pm') }} {% do ref('m2') %}
