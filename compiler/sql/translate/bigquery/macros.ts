/**
 * Functions of BigQuery that DuckDB lacks or means differently, as macros that translated statements call. Where the type decides,
 * DuckDB picks the macro by the arguments' types. A database that is to run translated statements must have them.
 */
const trunc = (unit: string, of: (value: string) => string): string =>
  `CREATE OR REPLACE MACRO bq_trunc_${unit}(x) AS CAST(${of('CAST(x AS TIMESTAMP)')} AS TIMESTAMP), (x DATE) AS CAST(${of('x')} AS DATE), (x TIMESTAMP) AS CAST(${of('x')} AS TIMESTAMP), (x TIMESTAMPTZ) AS CAST(${of('x')} AS TIMESTAMPTZ)`;

const step = (name: string, sign: string): string =>
  `CREATE OR REPLACE MACRO ${name}(x, i) AS CAST(CAST(x AS DATE) ${sign} i AS DATE), (x DATE, i) AS CAST(x ${sign} i AS DATE), (x TIMESTAMP, i) AS x ${sign} i, (x TIMESTAMPTZ, i) AS x ${sign} i`;

const UNITS = ['year', 'quarter', 'month', 'day', 'hour', 'minute', 'second', 'millisecond', 'microsecond'];

/** The same for an argument that is an aggregate or a query: DuckDB knows its type within a lambda only. */
const lifted = (name: string, more = ''): string =>
  `CREATE OR REPLACE MACRO ${name}_any(x${more}) AS list_extract(list_transform([x], lambda v: ${name}(v${more})), 1)`;

export const bigqueryMacros: readonly string[] = [
  // A database whose clock is set has another one.
  'CREATE OR REPLACE MACRO bq_now() AS now()',
  // Floats without a trailing ".0", decimals without trailing zeros.
  `CREATE OR REPLACE MACRO bq_text(x) AS CASE WHEN typeof(x) IN ('DOUBLE', 'FLOAT') THEN regexp_replace(CAST(x AS VARCHAR), '\\.0$', '') WHEN typeof(x) LIKE 'DECIMAL%' THEN regexp_replace(regexp_replace(CAST(x AS VARCHAR), '(\\.\\d*?)0+$', '\\1'), '\\.$', '') WHEN typeof(x) = 'BLOB' THEN decode(CAST(CAST(x AS VARCHAR) AS BLOB)) ELSE CAST(x AS VARCHAR) END`,
  ...UNITS.map((unit) => trunc(unit, (value) => `date_trunc('${unit}', ${value})`)),
  trunc('isoweek', (value) => `date_trunc('week', ${value})`),
  // Weeks start on Sunday.
  trunc('week', (value) => `date_trunc('week', ${value} + INTERVAL 1 DAY) - INTERVAL 1 DAY`),
  step('bq_date_add', '+'),
  step('bq_date_sub', '-'),
  ...[...UNITS, 'isoweek', 'week'].map((unit) => lifted(`bq_trunc_${unit}`)),
  lifted('bq_date_add', ', i'),
  lifted('bq_date_sub', ', i'),
  "CREATE OR REPLACE MACRO bq_isoweek_diff(a, b) AS date_diff('day', date_trunc('week', a), date_trunc('week', b)) // 7",
  "CREATE OR REPLACE MACRO bq_week_diff(a, b) AS date_diff('day', date_trunc('week', a + INTERVAL 1 DAY), date_trunc('week', b + INTERVAL 1 DAY)) // 7",
  'CREATE OR REPLACE MACRO bq_last_day_month(x) AS last_day(CAST(x AS DATE))',
  "CREATE OR REPLACE MACRO bq_last_day_quarter(x) AS CAST(date_trunc('quarter', CAST(x AS DATE)) + INTERVAL 3 MONTH - INTERVAL 1 DAY AS DATE)",
  "CREATE OR REPLACE MACRO bq_last_day_year(x) AS CAST(date_trunc('year', CAST(x AS DATE)) + INTERVAL 1 YEAR - INTERVAL 1 DAY AS DATE)",
  "CREATE OR REPLACE MACRO bq_last_day_week(x) AS CAST(date_trunc('week', CAST(x AS DATE) + INTERVAL 1 DAY) + INTERVAL 5 DAY AS DATE)",
  "CREATE OR REPLACE MACRO bq_last_day_isoweek(x) AS CAST(date_trunc('week', CAST(x AS DATE)) + INTERVAL 6 DAY AS DATE)",
  "CREATE OR REPLACE MACRO bq_dayofweek(x) AS date_part('dow', x) + 1",
  "CREATE OR REPLACE MACRO bq_week(x) AS CAST(strftime(CAST(x AS TIMESTAMP), '%U') AS BIGINT)",
  "CREATE OR REPLACE MACRO bq_millisecond(x) AS date_part('millisecond', x) % 1000",
  "CREATE OR REPLACE MACRO bq_microsecond(x) AS date_part('microsecond', x) % 1000000",
  'CREATE OR REPLACE MACRO bq_timestamp_micros(x) AS CAST(make_timestamp(CAST(x AS BIGINT)) AS TIMESTAMPTZ)',
  'CREATE OR REPLACE MACRO bq_date_array(a, b, i) AS list_transform(generate_series(CAST(a AS TIMESTAMP), CAST(b AS TIMESTAMP), i), lambda d: CAST(d AS DATE))',
  "CREATE OR REPLACE MACRO bq_div(a, b) AS CASE WHEN b = 0 THEN CAST(error('division by zero: ' || CAST(a AS VARCHAR) || ' / ' || CAST(b AS VARCHAR)) AS DOUBLE) ELSE a / b END",
  'CREATE OR REPLACE MACRO bq_safe_div(a, b) AS CASE WHEN b = 0 THEN NULL ELSE a / b END',
  'CREATE OR REPLACE MACRO bq_greatest(l) AS CASE WHEN len(list_filter(l, lambda v: v IS NULL)) > 0 THEN NULL ELSE list_max(l) END',
  'CREATE OR REPLACE MACRO bq_least(l) AS CASE WHEN len(list_filter(l, lambda v: v IS NULL)) > 0 THEN NULL ELSE list_min(l) END',
  "CREATE OR REPLACE MACRO bq_at(l, n) AS CASE WHEN n < 0 OR n >= len(l) THEN list_extract(l, CAST(error('Array index ' || CAST(n AS VARCHAR) || ' is out of bounds') AS BIGINT)) ELSE list_extract(l, n + 1) END",
  "CREATE OR REPLACE MACRO bq_initcap(x) AS array_to_string(list_transform(string_split(lower(x), ' '), lambda w: upper(left(w, 1)) || substr(w, 2)), ' ')",
  'CREATE OR REPLACE MACRO bq_regexp_extract(x, p, g) AS CASE WHEN regexp_matches(x, p) THEN regexp_extract(x, p, g) END',
  // As far as the pieces between matches and the matches before the nth one reach.
  "CREATE OR REPLACE MACRO bq_regexp_instr(x, p, s, n) AS CASE WHEN x IS NULL OR p IS NULL THEN NULL WHEN len(regexp_extract_all(substr(x, s), p, 0)) < n THEN 0 ELSE s + length(array_to_string(string_split_regex(substr(x, s), p)[1:n], '')) + length(array_to_string(regexp_extract_all(substr(x, s), p, 0)[1:n - 1], '')) END",
  'CREATE OR REPLACE MACRO bq_md5(x) AS unhex(md5(x))',
];
