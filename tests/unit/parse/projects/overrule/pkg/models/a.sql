{{ config(materialized='view', schema='file_schema', tags=['file_tag'], meta={'who': 'file', 'file': 1}, post_hook="select 'file'") }} select 1 as id
