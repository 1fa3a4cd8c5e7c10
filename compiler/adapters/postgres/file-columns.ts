/** Types of a file's columns that have other names here. */
const TYPES: Readonly<Record<string, string>> = {
  TINYINT: 'smallint',
  SMALLINT: 'smallint',
  INTEGER: 'integer',
  BIGINT: 'bigint',
  HUGEINT: 'numeric(39)',
  UTINYINT: 'smallint',
  USMALLINT: 'integer',
  UINTEGER: 'bigint',
  UBIGINT: 'numeric(20)',
  UHUGEINT: 'numeric(39)',
  BIGNUM: 'numeric',
  FLOAT: 'real',
  DOUBLE: 'double precision',
  BOOLEAN: 'boolean',
  VARCHAR: 'text',
  JSON: 'jsonb',
  UUID: 'uuid',
  BLOB: 'bytea',
  DATE: 'date',
  TIME: 'time',
  'TIME WITH TIME ZONE': 'timetz',
  TIMESTAMP: 'timestamp',
  TIMESTAMP_S: 'timestamp',
  TIMESTAMP_MS: 'timestamp',
  TIMESTAMP_NS: 'timestamp',
  'TIMESTAMP WITH TIME ZONE': 'timestamptz',
  INTERVAL: 'interval',
};

/** The type of a table's column for one that a file's reader says. Lists, structs and maps become JSON. */
export function columnType(type: string): string {
  const upper = type.toUpperCase();
  if (/(\[\d*\]|^(STRUCT|MAP|UNION)\b.*)$/s.test(upper)) return 'jsonb';
  const decimal = /^DECIMAL(\(.*\))$/.exec(upper);
  return decimal ? `numeric${decimal[1]}` : (TYPES[upper] ?? 'text');
}
