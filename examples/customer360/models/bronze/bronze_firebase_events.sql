{{ config(cluster_by=['event_name', 'user_pseudo_id'], require_partition_filter=true) }}

{{ delivered(source('firebase', 'events')) }}
