{#
  Names of relations that stand in for another one. Names longer than 63 characters would be cut by the server: the base name is
  shortened instead, to what it begins with and a hash of all of it, so that two long names never meet.
#}

{% macro postgres__make_relation_with_suffix(base_relation, suffix, dstring) %}
  {% if dstring %}
    {% set suffix = suffix ~ modules.datetime.datetime.now().strftime('%H%M%S%f') %}
  {% endif %}
  {% set name = base_relation.identifier %}
  {% set room = base_relation.relation_max_name_length() - suffix | length %}
  {% if room < 0 %}
    {{ exceptions.raise_compiler_error(
      'Relation suffix is too long (' ~ suffix | length ~ ' characters). Maximum length is '
      ~ base_relation.relation_max_name_length() ~ ' characters.'
    ) }}
  {% endif %}
  {% if name | length > room %}
    {% set hash = local_md5(name)[:8] %}
    {% set name = (name[:room - 9] ~ '_' ~ hash) if room > 9 else hash[:room] %}
  {% endif %}
  {{ return(base_relation.incorporate(path={'identifier': name ~ suffix})) }}
{% endmacro %}

{% macro postgres__make_intermediate_relation(base_relation, suffix) %}
  {{ return(postgres__make_relation_with_suffix(base_relation, suffix, dstring=False)) }}
{% endmacro %}

{% macro postgres__make_backup_relation(base_relation, backup_relation_type, suffix) %}
  {% set backup = postgres__make_relation_with_suffix(base_relation, suffix, dstring=False) %}
  {{ return(backup.incorporate(type=backup_relation_type)) }}
{% endmacro %}

{# Temporary tables are in a schema of the session's own. #}
{% macro postgres__make_temp_relation(base_relation, suffix) %}
  {% set temporary = postgres__make_relation_with_suffix(base_relation, suffix, dstring=True) %}
  {{ return(temporary.incorporate(path={'schema': none, 'database': none})) }}
{% endmacro %}
