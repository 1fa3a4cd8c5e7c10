{{ config(cluster_by=['id']) }}

{{ delivered(source('zendesk', 'users')) }}
