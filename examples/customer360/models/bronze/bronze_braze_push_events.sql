{{ config(cluster_by=['campaign_id']) }}

{{ delivered(source('braze', 'push_events')) }}
