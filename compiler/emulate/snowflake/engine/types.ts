/** Snowflake's types, and what carries their values in DuckDB. */
export interface SnowType {
  /** As in INFORMATION_SCHEMA: NUMBER, FLOAT, TEXT, … */
  readonly name: TypeName;
  readonly precision?: number;
  readonly scale?: number;
  readonly length?: number;
}

export type TypeName =
  | 'NUMBER'
  | 'FLOAT'
  | 'TEXT'
  | 'BINARY'
  | 'BOOLEAN'
  | 'DATE'
  | 'TIME'
  | 'TIMESTAMP_NTZ'
  | 'TIMESTAMP_LTZ'
  | 'TIMESTAMP_TZ'
  | 'VARIANT'
  | 'OBJECT'
  | 'ARRAY';

const MAX_LENGTH = 16_777_216;
const MAX_BINARY = 8_388_608;

const BY_NAME: Readonly<Record<string, SnowType>> = {
  ...named(['INT', 'INTEGER', 'BIGINT', 'SMALLINT', 'TINYINT', 'BYTEINT'], { name: 'NUMBER', precision: 38, scale: 0 }),
  ...named(['FLOAT', 'FLOAT4', 'FLOAT8', 'DOUBLE', 'DOUBLE PRECISION', 'REAL'], { name: 'FLOAT' }),
  ...named(['BOOLEAN'], { name: 'BOOLEAN' }),
  ...named(['DATE'], { name: 'DATE' }),
  ...named(['VARIANT'], { name: 'VARIANT' }),
  ...named(['OBJECT'], { name: 'OBJECT' }),
  ...named(['ARRAY'], { name: 'ARRAY' }),
};
const NUMBERS = /^(NUMBER|DECIMAL|DEC|NUMERIC)$/;
const TEXTS = /^(VARCHAR|STRING|TEXT|NVARCHAR|NVARCHAR2|CHAR VARYING|NCHAR VARYING|CHARACTER VARYING)$/;
const CHARACTERS = /^(CHAR|CHARACTER|NCHAR)$/;
const TIMESTAMPS: Readonly<Record<string, TypeName>> = {
  TIMESTAMP: 'TIMESTAMP_NTZ',
  DATETIME: 'TIMESTAMP_NTZ',
  TIMESTAMP_NTZ: 'TIMESTAMP_NTZ',
  TIMESTAMPNTZ: 'TIMESTAMP_NTZ',
  'TIMESTAMP WITHOUT TIME ZONE': 'TIMESTAMP_NTZ',
  TIMESTAMP_LTZ: 'TIMESTAMP_LTZ',
  TIMESTAMPLTZ: 'TIMESTAMP_LTZ',
  'TIMESTAMP WITH LOCAL TIME ZONE': 'TIMESTAMP_LTZ',
  TIMESTAMP_TZ: 'TIMESTAMP_TZ',
  TIMESTAMPTZ: 'TIMESTAMP_TZ',
  'TIMESTAMP WITH TIME ZONE': 'TIMESTAMP_TZ',
};

function named(names: readonly string[], type: SnowType): Record<string, SnowType> {
  return Object.fromEntries(names.map((name) => [name, type]));
}

/** Reads a type as it is written in SQL; undefined for one that is not known. */
export function parseType(text: string): SnowType | undefined {
  const match = /^\s*([A-Z_][A-Z0-9_ ]*?)\s*(?:\(\s*(\d+)\s*(?:,\s*(\d+)\s*)?\))?\s*$/i.exec(text);
  if (!match) return undefined;
  const name = match[1]!.toUpperCase().replace(/\s+/g, ' ');
  const first = match[2] === undefined ? undefined : Number(match[2]);
  const second = match[3] === undefined ? undefined : Number(match[3]);
  if (NUMBERS.test(name)) return { name: 'NUMBER', precision: first ?? 38, scale: second ?? 0 };
  if (TEXTS.test(name)) return { name: 'TEXT', length: first ?? MAX_LENGTH };
  if (CHARACTERS.test(name)) return { name: 'TEXT', length: first ?? 1 };
  if (/^(BINARY|VARBINARY)$/.test(name)) return { name: 'BINARY', length: first ?? MAX_BINARY };
  if (name === 'TIME') return { name: 'TIME', scale: first ?? 9 };
  const timestamp = TIMESTAMPS[name];
  if (timestamp) return { name: timestamp, scale: first ?? 9 };
  return BY_NAME[name];
}

/** The type of DuckDB that carries it. */
export function duckType(type: SnowType): string {
  switch (type.name) {
    case 'NUMBER':
      return `DECIMAL(${type.precision ?? 38},${type.scale ?? 0})`;
    case 'FLOAT':
      return 'DOUBLE';
    case 'TEXT':
      return 'VARCHAR';
    case 'BINARY':
      return 'BLOB';
    case 'TIMESTAMP_NTZ':
      return 'TIMESTAMP';
    case 'TIMESTAMP_LTZ':
    case 'TIMESTAMP_TZ':
      return 'TIMESTAMPTZ';
    case 'VARIANT':
    case 'OBJECT':
    case 'ARRAY':
      return 'JSON';
    default:
      return type.name;
  }
}

/** What Snowflake would call a column of this type of DuckDB's. */
export function fromDuckType(duck: string): SnowType {
  const decimal = /^DECIMAL\((\d+),\s*(\d+)\)$/.exec(duck);
  if (decimal) return { name: 'NUMBER', precision: Number(decimal[1]), scale: Number(decimal[2]) };
  if (/^U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)$/.test(duck)) return { name: 'NUMBER', precision: 38, scale: 0 };
  if (/\[\d*\]$/.test(duck)) return { name: 'ARRAY' };
  if (/^(STRUCT|MAP|UNION)\(/.test(duck)) return { name: 'OBJECT' };
  switch (duck) {
    case 'FLOAT':
    case 'DOUBLE':
      return { name: 'FLOAT' };
    case 'BOOLEAN':
      return { name: 'BOOLEAN' };
    case 'DATE':
      return { name: 'DATE' };
    case 'TIME':
      return { name: 'TIME', scale: 9 };
    case 'TIMESTAMP':
    case 'TIMESTAMP_S':
    case 'TIMESTAMP_MS':
    case 'TIMESTAMP_NS':
      return { name: 'TIMESTAMP_NTZ', scale: 9 };
    case 'TIMESTAMP WITH TIME ZONE':
      return { name: 'TIMESTAMP_LTZ', scale: 9 };
    case 'BLOB':
      return { name: 'BINARY', length: MAX_BINARY };
    case 'JSON':
      return { name: 'VARIANT' };
    default:
      return { name: 'TEXT', length: MAX_LENGTH };
  }
}

/** As DESCRIBE TABLE and SHOW COLUMNS write it: `NUMBER(38,0)`, `VARCHAR(16777216)`. */
export function typeText(type: SnowType): string {
  switch (type.name) {
    case 'NUMBER':
      return `NUMBER(${type.precision ?? 38},${type.scale ?? 0})`;
    case 'TEXT':
      return `VARCHAR(${type.length ?? MAX_LENGTH})`;
    case 'BINARY':
      return `BINARY(${type.length ?? MAX_BINARY})`;
    case 'TIME':
    case 'TIMESTAMP_NTZ':
    case 'TIMESTAMP_LTZ':
    case 'TIMESTAMP_TZ':
      return `${type.name}(${type.scale ?? 9})`;
    default:
      return type.name;
  }
}
