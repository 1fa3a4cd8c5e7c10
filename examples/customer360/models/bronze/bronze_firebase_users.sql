{{ config(cluster_by=['pseudo_user_id']) }}

{{ delivered(source('firebase', 'users')) }}
