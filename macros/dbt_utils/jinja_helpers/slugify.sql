{# A text as a name that needs no quotes: lower case, underscores for spaces and hyphens, nothing else but letters and digits, no digit first. #}
{% macro slugify(string) %}
  {%- if not string -%}{{ return('') }}{%- endif -%}
  {%- set joined = modules.re.sub('[ -]+', '_', string | string | lower) -%}
  {%- set plain = modules.re.sub('[^a-z0-9_]+', '', joined) -%}
  {{ return('_' ~ plain if modules.re.match('[0-9]', plain) else plain) }}
{% endmacro %}
