import type { Token } from '../../../sql/lex/tokens.js';
import { compilationError } from '../engine/errors.js';
import { sqlString } from '../engine/names.js';

export interface Binding {
  readonly type: string;
  /** An array: the statement is to run once for each. */
  readonly value: string | null | readonly (string | null)[];
}

export type Bindings = Readonly<Record<string, Binding>>;

/** The statement with its parameters replaced by literals. `taken` counts the `?` of statements before this one. */
export function bind(sql: string, tokens: readonly Token[], bindings: Bindings, taken: number, row?: number): string {
  let out = '';
  let at = 0;
  let question = taken;
  for (const token of tokens) {
    if (token.kind !== 'parameter') continue;
    const key = token.text === '?' ? String(++question) : token.text.slice(1);
    const binding = bindings[key];
    if (!binding)
      throw compilationError(`Bind variable ${token.text === '?' ? '?' : token.text} not set.`, '002049', '42601');
    out += sql.slice(at, token.start) + literal(binding, row);
    at = token.end;
  }
  return out + sql.slice(at);
}

/** How many rows an array bind has; undefined where every parameter has one value. */
export function bindRows(bindings: Bindings): number | undefined {
  const array = Object.values(bindings).find(({ value }) => Array.isArray(value));
  return array === undefined ? undefined : (array.value as readonly unknown[]).length;
}

function literal({ type, value: given }: Binding, row: number | undefined): string {
  const value = Array.isArray(given) ? given[row ?? 0] : (given as string | null);
  if (value === null || value === undefined) return 'NULL';
  const kind = type.toUpperCase();
  switch (kind) {
    case 'FIXED':
      return /^[+-]?\d+(\.\d+)?$/.test(value) ? signed(value) : `${sqlString(value)}::NUMBER(38,0)`;
    case 'REAL':
      return `${sqlString(value)}::FLOAT`;
    case 'BOOLEAN':
      return /^(1|true)$/i.test(value) ? 'TRUE' : 'FALSE';
    case 'BINARY':
      return `TO_BINARY(${sqlString(value)}, 'HEX')`;
    case 'DATE':
      return /^-?\d+$/.test(value)
        ? `${sqlString(new Date(Number(value)).toISOString().slice(0, 10))}::DATE`
        : `${sqlString(value)}::DATE`;
    case 'TIME':
      return /^\d+$/.test(value) ? `${sqlString(clock(BigInt(value)))}::TIME` : `${sqlString(value)}::TIME`;
    case 'TIMESTAMP_NTZ':
    case 'TIMESTAMP_LTZ':
    case 'TIMESTAMP_TZ':
    case 'TIMESTAMP': {
      const target = kind === 'TIMESTAMP' ? 'TIMESTAMP_NTZ' : kind;
      const [nanos] = value.split(' ');
      return `${sqlString(/^-?\d+$/.test(nanos!) ? timestamp(BigInt(nanos!), target) : value)}::${target}`;
    }
    case 'VARIANT':
    case 'OBJECT':
    case 'ARRAY':
      return `PARSE_JSON(${escaped(value)})`;
    default:
      return escaped(value);
  }
}

/** A string literal of Snowflake's, in which a backslash escapes. */
function escaped(value: string): string {
  return sqlString(value.replaceAll('\\', '\\\\'));
}

/** `a-?` must not become a comment. */
function signed(value: string): string {
  return value.startsWith('-') ? `(${value})` : value;
}

function clock(nanos: bigint): string {
  const seconds = Number(nanos / 1_000_000_000n);
  const part = (n: number): string => String(Math.floor(n)).padStart(2, '0');
  return `${part(seconds / 3600)}:${part((seconds / 60) % 60)}:${part(seconds % 60)}.${(nanos % 1_000_000_000n).toString().padStart(9, '0')}`;
}

function timestamp(nanos: bigint, type: string): string {
  const below = ((nanos % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
  const date = new Date(Number((nanos - below) / 1_000_000n));
  const text = `${date.toISOString().slice(0, 19).replace('T', ' ')}.${below.toString().padStart(9, '0').slice(0, 6)}`;
  return type === 'TIMESTAMP_NTZ' ? text : `${text} +00:00`;
}
