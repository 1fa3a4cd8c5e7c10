{{ config(cluster_by=['fullVisitorId'], require_partition_filter=true) }}

{{ delivered(source('ga360', 'sessions')) }}
