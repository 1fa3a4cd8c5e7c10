{# The Python that puts a model's result into its table. #}
{% macro py_write_table(temporary, relation, compiled_code) -%}
{{ compiled_code }}

def materialize(df, con):
    name = '__dbt_python_model_df_{{ relation.identifier }}'
    con.register(name, df)
    con.execute('create or replace {{ "temporary " if temporary }}table {{ relation.include(database=(not temporary), schema=(not temporary)) }} as select * from "' + name + '"')
    con.unregister(name)
{% endmacro %}
