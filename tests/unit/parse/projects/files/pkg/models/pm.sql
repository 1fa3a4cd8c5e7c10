{{ config(schema='q') }}select 1
