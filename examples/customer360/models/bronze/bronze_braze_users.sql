{{ config(cluster_by=['braze_id']) }}

{{ delivered(source('braze', 'users')) }}
