{# Grants: `config.grants` is {privilege: [grantee, …]} and says all of them, so what is not in it is revoked. #}

{# Whether `create or replace` keeps the grants of what it replaces. #}
{% macro copy_grants() %}
  {{ return(adapter.dispatch('copy_grants', 'dbt')()) }}
{% endmacro %}

{% macro default__copy_grants() %}
  {{ return(True) }}
{% endmacro %}


{# Whether one statement can grant to several. #}
{% macro support_multiple_grantees_per_dcl_statement() %}
  {{ return(adapter.dispatch('support_multiple_grantees_per_dcl_statement', 'dbt')()) }}
{% endmacro %}

{% macro default__support_multiple_grantees_per_dcl_statement() -%}
  {{ return(True) }}
{%- endmacro %}


{# A new relation has nothing to revoke; neither has a replaced one where grants are not copied. #}
{% macro should_revoke(existing_relation, full_refresh_mode=True) %}
  {% if not existing_relation %}
    {{ return(False) }}
  {% endif %}
  {{ return(copy_grants() if full_refresh_mode else True) }}
{% endmacro %}


{% macro apply_grants(relation, grant_config, should_revoke) %}
  {{ return(adapter.dispatch('apply_grants', 'dbt')(relation, grant_config, should_revoke)) }}
{% endmacro %}

{% macro default__apply_grants(relation, grant_config, should_revoke=True) %}
  {# An empty config says nothing about grants, so none are touched. #}
  {% if not grant_config %}
    {{ return(none) }}
  {% endif %}

  {% set to_grant = grant_config %}
  {% set to_revoke = {} %}
  {% if should_revoke %}
    {% set present = adapter.standardize_grants_dict(run_query(get_show_grant_sql(relation))) %}
    {% set to_grant = diff_of_two_dicts(grant_config, present) %}
    {% set to_revoke = diff_of_two_dicts(present, grant_config) %}
    {% if not (to_grant or to_revoke) %}
      {% do log('On ' ~ relation.render() ~ ': All grants are in place, no revocation or granting needed.') %}
    {% endif %}
  {% endif %}

  {% set statements = get_dcl_statement_list(relation, to_revoke, get_revoke_sql)
    + get_dcl_statement_list(relation, to_grant, get_grant_sql) %}
  {% if statements %}
    {{ call_dcl_statements(statements) }}
  {% endif %}
{% endmacro %}
