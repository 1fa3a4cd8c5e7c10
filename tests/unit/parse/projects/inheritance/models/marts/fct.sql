select * from {{ ref('dim_versioned') }} {{ ref('dim_versioned', version=2) }} {{ ref('pkg', 'stg_a') }}{{ metric('m') if false }}
