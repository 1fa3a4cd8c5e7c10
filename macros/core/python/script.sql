{# The Python that is put behind a Python model: `dbt.ref`, `dbt.source`, `dbt.config`, `dbt.this` as plain objects. #}

{% macro resolve_model_name(input_model_name) %}
  {{ return(adapter.dispatch('resolve_model_name', 'dbt')(input_model_name)) }}
{% endmacro %}

{% macro default__resolve_model_name(input_model_name) -%}
  {{ input_model_name | string }}
{%- endmacro %}


{% macro build_ref_function(model) %}
  {%- set refs = {} -%}
  {%- for _ref in model.refs -%}
    {%- set path = [_ref.get('package'), _ref['name']] | select | list -%}
    {%- set version = _ref.get('version') -%}
    {%- set resolved = ref(*path, v=version) -%}
    {#- The name, also where `--empty` or `--sample` would read less; a project's own `ref` may answer a text. -#}
    {%- set resolved = resolved.render() if resolved.render is defined else resolved -%}
    {%- do refs.update({path | join('.') ~ ('.v' ~ version if version else ''): resolve_model_name(resolved)}) -%}
  {%- endfor %}
def ref(*args, **kwargs):
    refs = {{ refs | tojson }}
    name = ".".join(args)
    version = kwargs.get("v") or kwargs.get("version")
    if version:
        name += f".v{version}"
    return kwargs.get("dbt_load_df_function")(refs[name])
{% endmacro %}


{% macro build_source_function(model) %}
  {%- set sources = {} -%}
  {%- for path in model.sources -%}
    {%- do sources.update({path | join('.'): resolve_model_name(source(*path))}) -%}
  {%- endfor %}
def source(*args, dbt_load_df_function):
    sources = {{ sources | tojson }}
    return dbt_load_df_function(sources[".".join(args)])
{% endmacro %}


{# The config keys that the model reads, with their values. #}
{% macro build_config_dict(model) %}
  {%- set configured = model.config -%}
  {%- set config_dict = {} -%}
  {%- for key in configured.get('config_keys_used') or [] -%}
    {%- set default = (configured.get('config_keys_defaults') or [])[loop.index0] -%}
    {%- do config_dict.update({key: configured.get(key, default)}) -%}
  {%- endfor -%}
  {%- set meta_dict = {} -%}
  {%- for key in configured.get('meta_keys_used') or [] -%}
    {%- set default = (configured.get('meta_keys_defaults') or [])[loop.index0] -%}
    {%- do meta_dict.update({key: (configured.get('meta') or {}).get(key, default)}) -%}
  {%- endfor %}
config_dict = {{ config_dict }}
meta_dict = {{ meta_dict }}
{% endmacro %}


{% macro py_script_postfix(model) %}
{{ build_ref_function(model) }}
{{ build_source_function(model) }}
{{ build_config_dict(model) }}

class config:
    def __init__(self, *args, **kwargs):
        pass

    @staticmethod
    def get(key, default=None):
        return config_dict.get(key, default)

    @staticmethod
    def meta_get(key, default=None):
        return meta_dict.get(key, default)


class this:
    """dbt.this or dbt.this.identifier"""
    database = "{{ this.database }}"
    schema = "{{ this.schema }}"
    identifier = "{{ this.identifier }}"
    {% set this_name = resolve_model_name(this) %}
    def __repr__(self):
        return {{ this_name | tojson }}


class dbtObj:
    def __init__(self, load_df_function):
        self.source = lambda *args: source(*args, dbt_load_df_function=load_df_function)
        self.ref = lambda *args, **kwargs: ref(*args, **kwargs, dbt_load_df_function=load_df_function)
        self.config = config
        self.this = this()
        self.is_incremental = {{ is_incremental() }}

{{ py_script_comment() }}
{% endmacro %}


{# How to run the compiled model by hand; adapters say. #}
{% macro py_script_comment() %}
{% endmacro %}
