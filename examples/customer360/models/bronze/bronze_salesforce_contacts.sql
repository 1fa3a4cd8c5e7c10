{{ config(cluster_by=['Id']) }}

{{ delivered(source('salesforce', 'contacts')) }}
