{{ config(cluster_by=['id']) }}

{{ delivered(source('zendesk', 'tickets')) }}
