{#- The third argument of re.split is a number of splits, and a flag is a number. #}
{%- set parts = modules.re.split(' as ', 'a as b as c as d', modules.re.IGNORECASE) -%}
{{ config(meta={
  'parts': parts,
  'replaced': modules.re.sub('a', 'x', 'aaaa', modules.re.I),
  'known': pkg.get('known') is not none,
  'unknown': pkg.get('unknown', 'none'),
  'names': pkg.keys() | sort,
  'length': pkg | length,
  'equal': [pkg.known == pkg.known, own == own],
  'mapping': pkg is mapping,
  'listed': pkg | list | sort,
  'pairs': pkg.items() | map('first') | sort,
  'own': context.get('public', {}).get('other') is none
}) }}
select 1 as id
