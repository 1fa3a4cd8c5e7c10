{% set cfg = {'tags': ['x']} %}{{ config(**cfg) }}{{ config.set('alias', 'setalias') }} select 1 as id
