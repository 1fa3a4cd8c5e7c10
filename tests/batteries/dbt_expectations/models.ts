/** What the cases are about. */
export const MODELS: Readonly<Record<string, string>> = {
  things: `{{ config(materialized='table') }}
{%- set rows = [
  [1, "'a'", "'Ann'", 1.0, 1.0, "'2024-01-01'", "'ann@x.io'", "'x'"],
  [2, "'a'", "'ann'", 2.0, 3.0, "'2024-01-02'", "'bob@y.org'", "'x'"],
  [3, "'a'", "'Bob'", 2.0, 2.0, "'2024-01-04'", "'CAT@X.IO'", "'y'"],
  [4, "'b'", "'b'", 3.5, 0.5, "'2024-01-05'", "'nobody'", "'y'"],
  [5, "'b'", "'O Neil'", -1.0, none, "'2024-01-08'", none, "'z'"],
  [6, "'b'", none, none, 4.0, "'2024-01-09'", "'eve@z'", none],
  [7, "'c'", "'Zed'", 10.0, 10.0, none, "'1234'", "'z'"],
  [8, none, "'Zed'", 10.0, 5.0, "'2024-01-09'", "'12a'", "'z'"]
] %}
{%- for row in rows %}
select
  cast({{ row[0] }} as {{ dbt.type_int() }}) as id,
  cast({{ 'null' if row[1] is none else row[1] }} as {{ dbt.type_string() }}) as grp,
  cast({{ 'null' if row[2] is none else row[2] }} as {{ dbt.type_string() }}) as name,
  cast({{ 'null' if row[3] is none else row[3] }} as {{ dbt.type_float() }}) as amount,
  cast({{ 'null' if row[4] is none else row[4] }} as {{ dbt.type_float() }}) as other,
  cast({{ 'null' if row[5] is none else row[5] }} as date) as day,
  cast({{ 'null' if row[6] is none else row[6] }} as {{ dbt.type_string() }}) as email,
  cast({{ 'null' if row[7] is none else row[7] }} as {{ dbt.type_string() }}) as code,
  cast(null as {{ dbt.type_string() }}) as nothing
{{ 'union all' if not loop.last }}
{%- endfor %}`,
  others: `{{ config(materialized='table') }}
select id, grp, amount * 2 as double_amount, name from {{ ref('things') }} where id <> 3
union all
select id, grp, amount * 2, name from {{ ref('things') }} where id in (1, 4)`,
  recent: `{{ config(materialized='table') }}
{# Rows of two groups: 'new' to yesterday, 'old' to ten days ago, and one of the future. #}
select 'new' as grp, cast({{ dbt.dateadd('day', -1, dbt_expectations._now()) }} as {{ dbt_expectations.type_timestamp() }}) as happened
union all
select 'old', cast({{ dbt.dateadd('day', -10, dbt_expectations._now()) }} as {{ dbt_expectations.type_timestamp() }})
union all
select 'old', cast({{ dbt.dateadd('day', 10, dbt_expectations._now()) }} as {{ dbt_expectations.type_timestamp() }})`,
  series: `{{ config(materialized='table') }}
{# Sixty days to today with a jump five days ago, in two groups; nothing of the day 20 days ago in group b. #}
with days as (
  {{ dbt.generate_series(60) }}
)
select
  g.grp,
  cast({{ dbt.dateadd('day', 'cast(generated_number - 60 as ' ~ dbt.type_int() ~ ')', 'cast(' ~ dbt_expectations._now() ~ ' as ' ~ dbt_expectations.type_datetime() ~ ')') }} as date) as day,
  cast(100 + mod(cast(generated_number * 7 as {{ dbt.type_int() }}), 5) + case when generated_number = 55 and g.grp = 'a' then 500 else 0 end as {{ dbt.type_float() }}) as amount
from days
cross join (select 'a' as grp union all select 'b') as g
where not (g.grp = 'b' and generated_number = 40)`,
  gaps: `{{ config(materialized='table') }}
select cast('2024-01-01' as date) as day, cast('2024-01-01 10:20:00' as {{ dbt_expectations.type_datetime() }}) as happened, 1 as kind
union all select cast('2024-01-02' as date), cast('2024-01-01 11:50:00' as {{ dbt_expectations.type_datetime() }}), 1
union all select cast('2024-01-04' as date), cast('2024-01-01 14:00:00' as {{ dbt_expectations.type_datetime() }}), 1
union all select cast('2024-01-09' as date), cast('2024-01-01 14:59:59' as {{ dbt_expectations.type_datetime() }}), 2
union all select cast('2024-02-10' as date), cast('2024-01-01 16:00:00' as {{ dbt_expectations.type_datetime() }}), 2`,
  hours: `{{ config(materialized='table') }}
select cast('2024-01-01 10:20:00' as {{ dbt_expectations.type_datetime() }}) as happened
union all select cast('2024-01-01 12:00:00' as {{ dbt_expectations.type_datetime() }})
union all select cast('2024-01-02 05:59:00' as {{ dbt_expectations.type_datetime() }})`,
  macros: `{{ config(materialized='table') }}
select
  {{ dbt_expectations.log_natural('1') }} as log_of_one,
  {{ dbt_expectations.rand() }} as random_number,
  {{ dbt_expectations.md5("'a'") }} as digest,
  {{ dbt_expectations.regexp_instr("'xay'", 'a') }} as place,
  {{ dbt_expectations.regexp_instr("'xay'", 'b') }} as no_place,
  cast('2024-01-01 10:00:00' as {{ dbt_expectations.type_timestamp() }}) as time_of_timestamp,
  cast('2024-01-01 10:00:00' as {{ dbt_expectations.type_datetime() }}) as time_of_datetime,
  (select max(m) from (select {{ dbt_expectations.median('amount') }} as m from {{ ref('things') }}) as q) as median_amount,
  (select max(m) from (select {{ dbt_expectations.percentile_cont('amount', 0.75) }} as m from {{ ref('things') }}) as q) as upper_quartile,
  (select max(expression) from ({{ dbt_expectations.get_select(ref('things'), 'count(*)', 'id < 8', ['grp']) }}) as q) as largest_group,
  (select count(*) from (select grp, code, {{ dbt_expectations.truth_expression('count(*)') }} from {{ ref('things') }} {{ dbt_expectations.group_by(2) }}) as q) as combinations,
  (select count(*) from {{ ref('things') }} where {{ dbt_expectations.ignore_row_if_expression('any_value_is_missing', ['grp', 'amount']) }}) as complete_rows`,
};
