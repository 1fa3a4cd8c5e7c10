/**
 * Functions of Snowflake that DuckDB lacks or means differently, as macros that translated statements call. Where the type decides,
 * DuckDB picks the macro by the arguments' types. A database that is to run translated statements must have them.
 */
/** The text of an argument of any type. (A macro cannot call one that is chosen by its argument's type.) */
const TEXT = "(CASE typeof(x) WHEN 'JSON' THEN to_json(x) ->> '$' ELSE CAST(x AS VARCHAR) END)";

const OFFSET = String.raw`([+-]\d{2}):?(\d{2})`;
const CLOCK = String.raw`(:\d{2}(?:\.\d+)?)\s*`;
/** A time of day without the offset behind it: what a TIMESTAMP_NTZ keeps. */
const withoutOffset = (text: string): string => `regexp_replace(${text}, '${CLOCK}(?:${OFFSET}|Z)$', '\\1')`;
/** `-0700` as DuckDB reads it. */
const withColon = (text: string): string => `regexp_replace(${text}, '${CLOCK}${OFFSET}$', '\\1\\2:\\3')`;

const UNITS: Readonly<Record<string, string>> = {
  year: 'to_years',
  quarter: 'to_quarters',
  month: 'to_months',
  week: 'to_weeks',
  day: 'to_days',
  hour: 'to_hours',
  minute: 'to_minutes',
  second: 'to_seconds',
  millisecond: 'to_milliseconds',
  microsecond: 'to_microseconds',
};
const OF_DATES = new Set(['year', 'quarter', 'month', 'week', 'day']);

function dateAdd(unit: string, make: string): string {
  const step =
    `${make}(CAST(round(n) AS ${unit === 'millisecond' || unit === 'second' ? 'BIGINT' : 'BIGINT'}))`.replace(
      'BIGINT',
      /year|quarter|month|week|day/.test(unit) ? 'INTEGER' : 'BIGINT',
    );
  const onDate = OF_DATES.has(unit) ? `CAST(d + ${step} AS DATE)` : `d + ${step}`;
  return `CREATE OR REPLACE MACRO sf_dateadd_${unit}(n, d) AS CAST(d AS TIMESTAMP) + ${step}, (n, d DATE) AS ${onDate}, (n, d TIMESTAMP) AS d + ${step}, (n, d TIMESTAMPTZ) AS d + ${step}, (n, d TIME) AS d + ${step}`;
}

const PARTS: Readonly<Record<string, string>> = {
  year: 'year',
  quarter: 'quarter',
  month: 'month',
  week: 'week',
  day: 'day',
  hour: 'hour',
  minute: 'minute',
  second: 'second',
  millisecond: 'milliseconds',
  microsecond: 'microseconds',
};

function dateTrunc(unit: string, part: string): string {
  const onDate = OF_DATES.has(unit)
    ? `CAST(date_trunc('${part}', d) AS DATE)`
    : `date_trunc('${part}', CAST(d AS TIMESTAMP))`;
  return `CREATE OR REPLACE MACRO sf_date_trunc_${unit}(d) AS date_trunc('${part}', CAST(d AS TIMESTAMP)), (d DATE) AS ${onDate}, (d TIMESTAMP) AS CAST(date_trunc('${part}', d) AS TIMESTAMP), (d TIMESTAMPTZ) AS CAST(date_trunc('${part}', d) AS TIMESTAMPTZ)`;
}

const entries = `CASE json_type(v) WHEN 'ARRAY' THEN list_transform(json_extract(v, '$[*]'), lambda x, i: {'key': NULL::VARCHAR, 'idx': i - 1, 'value': x::JSON, 'path': '[' || (i - 1) || ']'}) WHEN 'OBJECT' THEN list_transform(json_keys(v), lambda k: {'key': k, 'idx': NULL::BIGINT, 'value': json_extract(v, '$."' || k || '"')::JSON, 'path': k}) ELSE [] END`;

export const snowflakeMacros: readonly string[] = [
  // Text of anything: variants without their quotes, floats without a trailing ".0", timestamps as the default formats say.
  `CREATE OR REPLACE MACRO sf_text(x) AS CASE typeof(x) WHEN 'JSON' THEN to_json(x) ->> '$' WHEN 'BLOB' THEN hex(TRY_CAST(x AS BLOB)) WHEN 'DOUBLE' THEN regexp_replace(CAST(x AS VARCHAR), '\\.0$', '') WHEN 'FLOAT' THEN regexp_replace(CAST(x AS VARCHAR), '\\.0$', '') ELSE CAST(x AS VARCHAR) END, (x DATE) AS strftime(x, '%Y-%m-%d'), (x TIMESTAMP) AS strftime(x, '%Y-%m-%d %H:%M:%S.%g'), (x TIMESTAMPTZ) AS strftime(x AT TIME ZONE 'UTC', '%Y-%m-%d %H:%M:%S.%g +0000')`,
  `CREATE OR REPLACE MACRO sf_boolean(x) AS CASE lower(trim(${TEXT})) WHEN 'true' THEN true WHEN 't' THEN true WHEN 'yes' THEN true WHEN 'y' THEN true WHEN 'on' THEN true WHEN '1' THEN true WHEN 'false' THEN false WHEN 'f' THEN false WHEN 'no' THEN false WHEN 'n' THEN false WHEN 'off' THEN false WHEN '0' THEN false ELSE CAST(${TEXT} AS BOOLEAN) END, (x BOOLEAN) AS x, (x BIGINT) AS x <> 0, (x DOUBLE) AS x <> 0, (x DECIMAL(38,6)) AS x <> 0`,
  `CREATE OR REPLACE MACRO sf_try_boolean(x) AS CASE lower(trim(x)) WHEN 'true' THEN true WHEN 't' THEN true WHEN 'yes' THEN true WHEN 'y' THEN true WHEN 'on' THEN true WHEN '1' THEN true WHEN 'false' THEN false WHEN 'f' THEN false WHEN 'no' THEN false WHEN 'n' THEN false WHEN 'off' THEN false WHEN '0' THEN false END`,
  // NULL stays SQL's NULL.
  'CREATE OR REPLACE MACRO sf_variant(x) AS CASE WHEN x IS NULL THEN NULL ELSE to_json(x) END',
  // (What fails does so by a cast: error() has side effects, so that no other column could refer to one that calls it.)
  // Exact numbers divide with six digits behind the point, floats as floats.
  `CREATE OR REPLACE MACRO sf_div(a, b) AS CASE WHEN CAST(b AS DOUBLE) = 0 THEN CAST('Division by zero: ' || CAST(b AS VARCHAR) AS DOUBLE) ELSE CAST(a AS DOUBLE) / CAST(b AS DOUBLE) END, (a BIGINT, b BIGINT) AS CASE WHEN b = 0 THEN CAST('Division by zero: ' || CAST(b AS VARCHAR) AS DECIMAL(38,6)) ELSE CAST(a / b AS DECIMAL(38,6)) END, (a DECIMAL(38,6), b DECIMAL(38,6)) AS CASE WHEN b = 0 THEN CAST('Division by zero: ' || CAST(b AS VARCHAR) AS DECIMAL(38,6)) ELSE CAST(a / b AS DECIMAL(38,6)) END, (a DOUBLE, b DOUBLE) AS CASE WHEN b = 0 THEN CAST('Division by zero: ' || CAST(b AS VARCHAR) AS DOUBLE) ELSE a / b END`,
  'CREATE OR REPLACE MACRO sf_avg(x) AS avg(CAST(x AS DOUBLE)), (x BIGINT) AS CAST(avg(x) AS DECIMAL(38,6)), (x DECIMAL(38,6)) AS CAST(avg(x) AS DECIMAL(38,6)), (x DOUBLE) AS avg(x)',
  'CREATE OR REPLACE MACRO sf_avg_of(a, x) AS a, (a, x BIGINT) AS CAST(a AS DECIMAL(38,6)), (a, x DECIMAL(38,6)) AS CAST(a AS DECIMAL(38,6)), (a, x DOUBLE) AS a',
  'CREATE OR REPLACE MACRO sf_ceil(x, n) AS ceil(x * CAST(10 ** n AS BIGINT)) / (10 ** n)',
  'CREATE OR REPLACE MACRO sf_floor(x, n) AS floor(x * CAST(10 ** n AS BIGINT)) / (10 ** n)',
  'CREATE OR REPLACE MACRO sf_greatest(l) AS CASE WHEN len(l) > len(list_filter(l, lambda x: x IS NOT NULL)) THEN NULL ELSE list_max(l) END',
  'CREATE OR REPLACE MACRO sf_least(l) AS CASE WHEN len(l) > len(list_filter(l, lambda x: x IS NOT NULL)) THEN NULL ELSE list_min(l) END',
  'CREATE OR REPLACE MACRO sf_width_bucket(x, lo, hi, n) AS CASE WHEN x < lo THEN 0 WHEN x >= hi THEN n + 1 ELSE CAST(floor((x - lo) * n / (hi - lo)) AS BIGINT) + 1 END',
  'CREATE OR REPLACE MACRO sf_haversine(a, b, c, d) AS 2 * 6371 * asin(sqrt(power(sin(radians(c - a) / 2), 2) + cos(radians(a)) * cos(radians(c)) * power(sin(radians(d - b) / 2), 2)))',
  // Text.
  'CREATE OR REPLACE MACRO sf_regexp_substr(s, p) AS CASE WHEN regexp_matches(s, p) THEN regexp_extract(s, p) END',
  'CREATE OR REPLACE MACRO sf_regexp_substr_at(s, p, f, n, g) AS regexp_extract_all(substr(s, f), p, g)[n]',
  'CREATE OR REPLACE MACRO sf_regexp_count(s, p) AS len(regexp_extract_all(s, p))',
  // Positions are told by what stands before the match: the pieces between matches, and the matches.
  'CREATE OR REPLACE MACRO sf_regexp_instr(s, p, f, n, o) AS CASE WHEN len(regexp_extract_all(substr(s, f), p)) < n THEN 0 ELSE CAST(f + list_sum(list_transform(string_split_regex(substr(s, f), p)[1:n], lambda x: len(x))) + coalesce(list_sum(list_transform(regexp_extract_all(substr(s, f), p)[1:n - 1], lambda x: len(x))), 0) + CASE WHEN o = 1 THEN len(regexp_extract_all(substr(s, f), p)[n]) ELSE 0 END AS BIGINT) END',
  "CREATE OR REPLACE MACRO sf_regexp_replace(s, p, r) AS regexp_replace(s, p, r, 'g')",
  'CREATE OR REPLACE MACRO sf_split_part(s, d, n) AS split_part(s, d, CASE WHEN n = 0 THEN 1 ELSE n END)',
  'CREATE OR REPLACE MACRO sf_split(s, d) AS to_json(string_split(s, d))',
  'CREATE OR REPLACE MACRO sf_position(a, b, n) AS CASE WHEN instr(substr(b, n), a) = 0 THEN 0 ELSE instr(substr(b, n), a) + n - 1 END',
  `CREATE OR REPLACE MACRO sf_initcap(s) AS list_aggregate(list_transform(regexp_extract_all(s, '[A-Za-z0-9]+|[^A-Za-z0-9]+'), lambda w: upper(w[1]) || lower(w[2:])), 'string_agg', '')`,
  'CREATE OR REPLACE MACRO sf_insert(s, f, n, r) AS substr(s, 1, f - 1) || r || substr(s, f + n)',
  "CREATE OR REPLACE MACRO sf_strtok(s, d, n) AS list_filter(string_split_regex(s, '[' || regexp_escape(d) || ']'), lambda x: x <> '')[n]",
  // Dates.
  ...Object.entries(UNITS).map(([unit, make]) => dateAdd(unit, make)),
  ...Object.entries(PARTS).map(([unit, part]) => dateTrunc(unit, part)),
  // Weeks begin on Monday; DuckDB counts spans of seven days.
  "CREATE OR REPLACE MACRO sf_datediff(u, a, b) AS CASE u WHEN 'week' THEN date_diff('day', date_trunc('week', CAST(a AS TIMESTAMP)), date_trunc('week', CAST(b AS TIMESTAMP))) // 7 ELSE date_diff(u, CAST(a AS TIMESTAMP), CAST(b AS TIMESTAMP)) END, (u, a TIME, b TIME) AS date_diff(u, a, b)",
  'CREATE OR REPLACE MACRO sf_add_months(d, n) AS CASE WHEN last_day(CAST(d AS DATE)) = CAST(d AS DATE) THEN last_day(CAST(d + to_months(CAST(n AS INTEGER)) AS DATE)) ELSE CAST(d + to_months(CAST(n AS INTEGER)) AS DATE) END, (d TIMESTAMP, n) AS d + to_months(CAST(n AS INTEGER)) + CASE WHEN last_day(d) = CAST(d AS DATE) THEN to_days(CAST(last_day(d + to_months(CAST(n AS INTEGER))) - CAST(d + to_months(CAST(n AS INTEGER)) AS DATE) AS INTEGER)) ELSE to_days(0) END',
  'CREATE OR REPLACE MACRO sf_months_between(a, b) AS CASE WHEN day(CAST(a AS DATE)) = day(CAST(b AS DATE)) OR (last_day(CAST(a AS DATE)) = CAST(a AS DATE) AND last_day(CAST(b AS DATE)) = CAST(b AS DATE)) THEN CAST((year(a) - year(b)) * 12 + month(a) - month(b) AS DECIMAL(38,6)) ELSE CAST((year(a) - year(b)) * 12 + month(a) - month(b) + (day(a) - day(b)) / 31.0 AS DECIMAL(38,6)) END',
  "CREATE OR REPLACE MACRO sf_weekday(n) AS CASE lower(left(n, 2)) WHEN 'mo' THEN 1 WHEN 'tu' THEN 2 WHEN 'we' THEN 3 WHEN 'th' THEN 4 WHEN 'fr' THEN 5 WHEN 'sa' THEN 6 WHEN 'su' THEN 7 END",
  'CREATE OR REPLACE MACRO sf_next_day(d, n) AS CAST(d AS DATE) + CAST((sf_weekday(n) - isodow(CAST(d AS DATE)) + 6) % 7 + 1 AS INTEGER)',
  'CREATE OR REPLACE MACRO sf_previous_day(d, n) AS CAST(d AS DATE) - CAST((isodow(CAST(d AS DATE)) - sf_weekday(n) + 6) % 7 + 1 AS INTEGER)',
  'CREATE OR REPLACE MACRO sf_last_day_month(d) AS last_day(CAST(d AS DATE))',
  'CREATE OR REPLACE MACRO sf_last_day_year(d) AS make_date(year(CAST(d AS DATE)), 12, 31)',
  "CREATE OR REPLACE MACRO sf_last_day_quarter(d) AS last_day(CAST(date_trunc('quarter', CAST(d AS DATE)) + to_months(2) AS DATE))",
  "CREATE OR REPLACE MACRO sf_last_day_week(d) AS CAST(date_trunc('week', CAST(d AS DATE)) AS DATE) + 6",
  `CREATE OR REPLACE MACRO sf_to_date(x) AS CAST(${TEXT} AS DATE), (x BIGINT) AS CAST(to_timestamp(x) AT TIME ZONE 'UTC' AS DATE), (x DATE) AS x, (x TIMESTAMP) AS CAST(x AS DATE), (x TIMESTAMPTZ) AS CAST(x AT TIME ZONE 'UTC' AS DATE)`,
  `CREATE OR REPLACE MACRO sf_to_timestamp(x) AS CAST(${withoutOffset(TEXT)} AS TIMESTAMP), (x BIGINT) AS CAST(to_timestamp(x) AT TIME ZONE 'UTC' AS TIMESTAMP), (x DECIMAL(38,6)) AS CAST(to_timestamp(CAST(x AS DOUBLE)) AT TIME ZONE 'UTC' AS TIMESTAMP), (x DOUBLE) AS CAST(to_timestamp(x) AT TIME ZONE 'UTC' AS TIMESTAMP), (x DATE) AS CAST(x AS TIMESTAMP), (x TIMESTAMP) AS x, (x TIMESTAMPTZ) AS x AT TIME ZONE 'UTC'`,
  'CREATE OR REPLACE MACRO sf_to_timestamp_scale(x, s) AS make_timestamp(CAST(x * CAST(10 ** (6 - s) AS DOUBLE) AS BIGINT))',
  `CREATE OR REPLACE MACRO sf_to_timestamp_tz(x) AS CAST(${withColon(TEXT)} AS TIMESTAMPTZ), (x BIGINT) AS to_timestamp(x), (x DATE) AS CAST(x AS TIMESTAMPTZ), (x TIMESTAMP) AS CAST(x AS TIMESTAMPTZ), (x TIMESTAMPTZ) AS x`,
  `CREATE OR REPLACE MACRO sf_to_time(x) AS CAST(${TEXT} AS TIME), (x TIME) AS x, (x TIMESTAMP) AS CAST(x AS TIME), (x TIMESTAMPTZ) AS CAST(x AT TIME ZONE 'UTC' AS TIME)`,
  "CREATE OR REPLACE MACRO sf_convert_timezone(z, t) AS (CAST(t AS TIMESTAMP) AT TIME ZONE 'UTC'), (z, t TIMESTAMPTZ) AS t",
  "CREATE OR REPLACE MACRO sf_wall_clock(z, t) AS (CAST(t AS TIMESTAMP) AT TIME ZONE 'UTC') AT TIME ZONE z, (z, t TIMESTAMPTZ) AS t AT TIME ZONE z",
  'CREATE OR REPLACE MACRO sf_convert_timezone_from(a, b, t) AS (CAST(t AS TIMESTAMP) AT TIME ZONE a) AT TIME ZONE b',
  // What TIME_SLICE makes of a date is a date.
  'CREATE OR REPLACE MACRO sf_time_slice(x, d) AS x, (x, d DATE) AS CAST(x AS DATE)',
  'CREATE OR REPLACE MACRO sf_timestamp_from_parts(y, m, d, h, i, s) AS make_timestamp(y, m, d, h, i, s)',
  'CREATE OR REPLACE MACRO sf_date_from_parts(y, m, d) AS CAST(make_date(y, 1, 1) + to_months(CAST(m - 1 AS INTEGER)) + to_days(CAST(d - 1 AS INTEGER)) AS DATE)',
  'CREATE OR REPLACE MACRO sf_plus(a, i) AS a + i, (a DATE, i) AS CASE WHEN true THEN CAST(a + i AS DATE) END',
  'CREATE OR REPLACE MACRO sf_minus(a, i) AS a - i, (a DATE, i) AS CASE WHEN true THEN CAST(a - i AS DATE) END',
  // Semi-structured data.
  `CREATE OR REPLACE MACRO sf_get(v, i) AS json_extract(v, '$."' || CAST(i AS VARCHAR) || '"'), (v, i BIGINT) AS json_extract(v, '$[' || CAST(i AS VARCHAR) || ']')`,
  `CREATE OR REPLACE MACRO sf_object(ks, vs) AS to_json(map_from_entries(list_sort(list_filter(list_zip(ks, vs), lambda e: e[1] IS NOT NULL AND e[2] IS NOT NULL))))`,
  `CREATE OR REPLACE MACRO sf_object_keep(ks, vs) AS to_json(map_from_entries(list_sort(list_zip(ks, vs))))`,
  `CREATE OR REPLACE MACRO sf_object_insert(o, k, v) AS json_merge_patch(o, json_object(CAST(k AS VARCHAR), v))`,
  'CREATE OR REPLACE MACRO sf_object_keys(o) AS to_json(json_keys(o))',
  `CREATE OR REPLACE MACRO sf_typeof(v) AS CASE json_type(to_json(v)) WHEN 'VARCHAR' THEN 'VARCHAR' WHEN 'BIGINT' THEN 'INTEGER' WHEN 'UBIGINT' THEN 'INTEGER' WHEN 'HUGEINT' THEN 'INTEGER' WHEN 'DOUBLE' THEN 'DECIMAL' WHEN 'BOOLEAN' THEN 'BOOLEAN' WHEN 'NULL' THEN 'NULL_VALUE' ELSE json_type(to_json(v)) END`,
  `CREATE OR REPLACE MACRO sf_array_contains(x, a) AS list_contains(json_extract(a, '$[*]'), to_json(x))`,
  `CREATE OR REPLACE MACRO sf_array_position(x, a) AS list_position(json_extract(a, '$[*]'), to_json(x)) - 1`,
  `CREATE OR REPLACE MACRO sf_array_size(a) AS CASE WHEN json_type(a) = 'ARRAY' THEN CAST(json_array_length(a) AS BIGINT) END`,
  `CREATE OR REPLACE MACRO sf_array_cat(a, b) AS to_json(list_concat(json_extract(a, '$[*]'), json_extract(b, '$[*]')))`,
  `CREATE OR REPLACE MACRO sf_array_append(a, x) AS to_json(list_append(json_extract(a, '$[*]'), to_json(x)))`,
  `CREATE OR REPLACE MACRO sf_array_prepend(a, x) AS to_json(list_prepend(to_json(x), json_extract(a, '$[*]')))`,
  `CREATE OR REPLACE MACRO sf_array_compact(a) AS to_json(list_filter(json_extract(a, '$[*]'), lambda x: json_type(x) <> 'NULL'))`,
  `CREATE OR REPLACE MACRO sf_array_distinct(a) AS to_json(list_transform(list_sort(list_transform(list_distinct(CAST(json_extract(a, '$[*]') AS VARCHAR[])), lambda x: {i: list_position(CAST(json_extract(a, '$[*]') AS VARCHAR[]), x), v: x})), lambda e: CAST(e.v AS JSON)))`,
  `CREATE OR REPLACE MACRO sf_array_slice(a, f, t) AS to_json(list_slice(json_extract(a, '$[*]'), f + 1, t))`,
  `CREATE OR REPLACE MACRO sf_array_to_string(a, s) AS coalesce(array_to_string(list_transform(json_extract(a, '$[*]'), lambda x: x ->> '$'), s), '')`,
  `CREATE OR REPLACE MACRO sf_arrays_overlap(a, b) AS list_has_any(json_extract(a, '$[*]'), json_extract(b, '$[*]'))`,
  `CREATE OR REPLACE MACRO sf_array_intersection(a, b) AS to_json(list_intersect(json_extract(a, '$[*]'), json_extract(b, '$[*]')))`,
  'CREATE OR REPLACE MACRO sf_array_range(a, b) AS to_json(range(a, b))',
  `CREATE OR REPLACE MACRO sf_array(l) AS to_json(coalesce(l, []))`,
  `CREATE OR REPLACE MACRO sf_entries(v) AS ${entries}`,
  `CREATE OR REPLACE MACRO sf_entries_outer(v) AS CASE WHEN len(coalesce(sf_entries(v), [])) > 0 THEN sf_entries(v) ELSE [{'key': NULL::VARCHAR, 'idx': NULL::BIGINT, 'value': NULL::JSON, 'path': NULL::VARCHAR}] END`,
  `CREATE OR REPLACE MACRO sf_try_json(x) AS CASE WHEN json_valid(x) THEN CAST(x AS JSON) END`,
  `CREATE OR REPLACE MACRO sf_hash(l) AS CAST(hash(l) >> 1 AS BIGINT)`,
  `CREATE OR REPLACE MACRO sf_hash_agg(h) AS CAST(coalesce(sum(CAST(h AS HUGEINT)), 0) % 9223372036854775807 AS BIGINT)`,
  `CREATE OR REPLACE MACRO sf_object_row(r) AS json_merge_patch('{}', to_json(r))`,
];
