{% macro generate_schema_name(custom_schema_name, node) %}FROMPKG_{{ custom_schema_name }}{% endmacro %}
{% macro generate_alias_name(custom_alias_name, node) %}PKGALIAS_{{ node.name }}{% endmacro %}
