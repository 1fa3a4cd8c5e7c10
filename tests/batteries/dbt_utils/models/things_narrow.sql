select id, grp from {{ ref('things') }}
