{{ config(cluster_by=['campaign_id'], require_partition_filter=true) }}

{{ delivered(source('braze', 'email_events')) }}
