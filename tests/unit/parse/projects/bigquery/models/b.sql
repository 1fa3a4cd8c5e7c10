{% set place = 'ds' %}{{ config(project='other', dataset=place) }} select * from {{ ref('a') }}
