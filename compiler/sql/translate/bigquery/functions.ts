/** BigQuery's functions in DuckDB's terms. A function that is not here is not translated. */
import { bodyOf, call, number, raw, text, wordOf } from '../ast.js';
import { TranslationError } from '../errors.js';
import type { Json, Node } from '../polyglot.js';
import { dateFunctions } from './dates.js';
import { plainCast } from './types.js';

export type FunctionRule = string | ((args: readonly Json[], name: string) => Json);

const binary = (left: Json, right: Json): { [key: string]: Json } => ({
  left,
  right,
  left_comments: [],
  operator_comments: [],
  trailing_comments: [],
});
const paren = (value: Json): Node => ({ paren: { this: value, trailing_comments: [] } });

/** NULL where one is NULL. */
const concat: FunctionRule = (args) =>
  args.length === 1 ? args[0]! : paren(args.reduce((left, right) => ({ concat: binary(left, right) })));

function pattern(node: Json | undefined, name: string): string {
  const literal = bodyOf(node, 'literal');
  if (literal?.literal_type !== 'string' && literal?.literal_type !== 'raw_string')
    throw new TranslationError(`${name} with a pattern that is no literal`);
  return String(literal.value);
}

/** The first group, if there is one. */
function group(node: Json | undefined, name: string): Json {
  return number(/(?<!\\)\((?!\?)/.test(pattern(node, name)) ? 1 : 0);
}

const atMost =
  (limit: number, rule: (...args: Json[]) => Json): FunctionRule =>
  (args, name) => {
    if (args.length > limit) throw new TranslationError(`${name} with ${args.length} arguments`);
    return rule(...args);
  };

/** A literal 0 is the first character, too. */
function substring(args: readonly Json[]): Json {
  const start = wordOf(args[1]) === '0' ? number(1) : args[1]!;
  return call('substr', args[0]!, start, ...args.slice(2));
}

function struct(args: readonly Json[]): Json {
  const names = args.map((arg, i) => {
    const alias = (bodyOf(arg, 'alias')?.alias as { name?: string } | undefined)?.name;
    return alias ?? wordOf(bodyOf(arg, 'column') ? arg : null) ?? columnName(arg) ?? `_field_${i + 1}`;
  });
  return structOf(
    names,
    args.map((arg) => bodyOf(arg, 'alias')?.this ?? arg),
  );
}

function columnName(node: Json): string | undefined {
  return (bodyOf(node, 'column')?.name as { name?: string } | undefined)?.name;
}

export function structOf(names: readonly string[], values: readonly Json[]): Node {
  return { map_func: { keys: names.map((name) => text(name)), values, curly_brace_syntax: true } };
}

export const functions: Readonly<Record<string, FunctionRule>> = {
  ...dateFunctions,
  COALESCE: 'coalesce',
  NULLIF: 'nullif',
  IF: 'if',
  ERROR: 'error',
  GREATEST: (args) => call('bq_greatest', call('list_value', ...args)),
  LEAST: (args) => call('bq_least', call('list_value', ...args)),
  // Numbers.
  ABS: 'abs',
  ACOS: 'acos',
  ASIN: 'asin',
  ATAN: 'atan',
  ATAN2: 'atan2',
  CEIL: 'ceil',
  COS: 'cos',
  DEGREES: 'degrees',
  DIV: ([a, b]) => call('divide', a!, b!),
  EXP: 'exp',
  FLOOR: 'floor',
  IEEE_DIVIDE: ([a, b]) => paren({ div: binary(plainCast(a!, 'DOUBLE'), plainCast(b!, 'DOUBLE')) }),
  IS_INF: 'isinf',
  IS_NAN: 'isnan',
  LN: 'ln',
  LOG: ([x, base]) => (base === undefined ? call('ln', x!) : call('log', base, x!)),
  LOG10: 'log10',
  MOD: 'mod',
  POW: 'power',
  POWER: 'power',
  RADIANS: 'radians',
  RAND: () => call('random'),
  ROUND: 'round',
  SAFE_ADD: ([a, b]) => call('try', { add: binary(a!, b!) }),
  SAFE_SUBTRACT: ([a, b]) => call('try', { sub: binary(a!, b!) }),
  SAFE_MULTIPLY: ([a, b]) => call('try', { mul: binary(a!, b!) }),
  SAFE_DIVIDE: 'bq_safe_div',
  SIGN: 'sign',
  SIN: 'sin',
  SQRT: 'sqrt',
  TAN: 'tan',
  TRUNC: 'trunc',
  // Text.
  ASCII: 'ascii',
  BYTE_LENGTH: 'strlen',
  CHR: 'chr',
  CONCAT: concat,
  CONTAINS_SUBSTR: ([a, b]) => call('contains', call('lower', a!), call('lower', b!)),
  EDIT_DISTANCE: atMost(2, (a, b) => call('levenshtein', a, b)),
  ENDS_WITH: 'ends_with',
  INITCAP: atMost(1, (x) => call('bq_initcap', x)),
  INSTR: atMost(2, (a, b) => call('strpos', a, b)),
  LEFT: 'left',
  LENGTH: 'length',
  LOWER: 'lower',
  LPAD: ([a, n, by]) => call('lpad', a!, n!, by ?? text(' ')),
  LTRIM: 'ltrim',
  REGEXP_CONTAINS: 'regexp_matches',
  REGEXP_EXTRACT: ([a, b, ...more], name) => {
    if (more.length > 0) throw new TranslationError('REGEXP_EXTRACT from a position');
    return call('bq_regexp_extract', a!, b!, group(b, name));
  },
  REGEXP_EXTRACT_ALL: ([a, b], name) => call('regexp_extract_all', a!, b!, group(b, name)),
  REGEXP_INSTR: ([a, b, from, nth, ...more]) => {
    if (more.length > 0) throw new TranslationError('REGEXP_INSTR with the position of the end');
    return call('bq_regexp_instr', a!, b!, from ?? number(1), nth ?? number(1));
  },
  REGEXP_REPLACE: ([a, b, c]) => call('regexp_replace', a!, b!, c!, text('g')),
  REPEAT: 'repeat',
  REPLACE: 'replace',
  REVERSE: 'reverse',
  RIGHT: 'right',
  RPAD: ([a, n, by]) => call('rpad', a!, n!, by ?? text(' ')),
  RTRIM: 'rtrim',
  SPLIT: ([a, by]) => call('string_split', a!, by ?? text(',')),
  STARTS_WITH: 'starts_with',
  STRPOS: 'strpos',
  SUBSTR: substring,
  TRANSLATE: 'translate',
  TRIM: 'trim',
  UPPER: 'upper',
  STRING: ([a]) => call('bq_text', a!),
  // Bytes.
  FROM_BASE64: 'from_base64',
  FROM_HEX: 'unhex',
  MD5: 'bq_md5',
  SHA1: ([a]) => call('unhex', call('sha1', a!)),
  SHA256: ([a]) => call('unhex', call('sha256', a!)),
  TO_BASE64: 'to_base64',
  TO_HEX: ([a]) => call('lower', call('hex', a!)),
  GENERATE_UUID: () => raw('CAST(uuid() AS VARCHAR)'),
  SESSION_USER: () => text('tester@example.com'),
  // JSON.
  JSON_VALUE: ([a, path]) => call('json_extract_string', a!, path ?? text('$')),
  JSON_QUERY: ([a, path]) => plainCast(call('json_extract', a!, path ?? text('$')), 'VARCHAR'),
  PARSE_JSON: ([a]) => plainCast(a!, 'JSON'),
  TO_JSON: 'to_json',
  TO_JSON_STRING: ([a]) => plainCast(call('to_json', a!), 'VARCHAR'),
  // Arrays and structs.
  ARRAY: ([query]) => call('array', query!),
  ARRAY_CONCAT: (args) => args.reduce((left, right) => call('list_concat', left, right)),
  ARRAY_LENGTH: 'len',
  ARRAY_LITERAL: (args) => call('list_value', ...args),
  ARRAY_REVERSE: 'list_reverse',
  ARRAY_TO_STRING: atMost(2, (a, by) => call('array_to_string', a, by)),
  GENERATE_ARRAY: 'generate_series',
  STRUCT: struct,
};
