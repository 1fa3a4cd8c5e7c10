/** Snowflake's functions in DuckDB's terms. A function that is not here is not translated. */

import { bodyOf, call, number, raw, text, wordOf } from '../ast.js';
import { TranslationError } from '../errors.js';
import type { Json, Node } from '../polyglot.js';
import { cast, plainCast, tryCast, tryCastTo } from './casts.js';
import { dateFunctions } from './dates.js';
import { dateFormat, isNumberFormat } from './format.js';
import { asText, concatenated } from './texts.js';

export type FunctionRule = string | ((args: readonly Json[], name: string) => Json);

const isNull = (value: Json): Node => ({ is_null: { this: value, not: false, postfix_form: false } });
const eq = (left: Json, right: Json): Node => ({ eq: binary(left, right) });
const binary = (left: Json, right: Json): { [key: string]: Json } => ({
  left,
  right,
  left_comments: [],
  operator_comments: [],
  trailing_comments: [],
});

export function cases(whens: readonly (readonly [Json, Json])[], otherwise: Json | null): Node {
  return { case: { operand: null, whens: whens.map((when) => [...when]), else_: otherwise, comments: [] } };
}

function decode([subject, ...rest]: readonly Json[]): Json {
  const whens: [Json, Json][] = [];
  for (let i = 0; i + 1 < rest.length; i += 2) whens.push([{ null_safe_eq: binary(subject!, rest[i]!) }, rest[i + 1]!]);
  return cases(whens, rest.length % 2 === 1 ? rest.at(-1)! : null);
}

function literalText(node: Json | undefined, what: string): string {
  const body = bodyOf(node, 'literal');
  if (body?.literal_type !== 'string') throw new TranslationError(`${what} with a format that is no literal`);
  return String(body.value);
}

/** TO_CHAR: without a format as a cast does it, with one only for dates. */
function toChar([value, format]: readonly Json[], name: string): Json {
  if (format === undefined) return asText(value!);
  const written = literalText(format, name);
  if (isNumberFormat(written)) throw new TranslationError(`${name} with the format '${written}'`);
  return call('strftime', call('sf_to_timestamp', value!), text(dateFormat(written)));
}

function toDecimal(isTry: boolean): FunctionRule {
  return (args, name) => {
    const [value, ...rest] = args;
    // TO_NUMBER(x [, format] [, precision [, scale]])
    if (rest.some((arg) => bodyOf(arg, 'literal')?.literal_type === 'string'))
      throw new TranslationError(`${name} with a format`);
    const [precision, scale] = rest.map((arg) => Number(wordOf(arg)));
    const type = { data_type: 'decimal', precision: precision ?? 38, scale: scale ?? 0 };
    return isTry ? tryCast(call('sf_text', value!), type) : cast(value!, type);
  };
}

const context =
  (name: string): FunctionRule =>
  () =>
    call(`SF$${name}`);
const nullary =
  (sql: string): FunctionRule =>
  () =>
    raw(sql);
const pairs = (args: readonly Json[]): [Json[], Json[]] => [
  args.filter((_, i) => i % 2 === 0).map(asText),
  args.filter((_, i) => i % 2 === 1).map((arg) => call('sf_variant', arg)),
];

function regexpFlags(pattern: Json, flags: Json | undefined): Json {
  if (flags === undefined) return pattern;
  const letters = literalText(flags, 'A regular expression').replace(/[ce]/g, '');
  if (!/^[ims]*$/.test(letters)) throw new TranslationError(`the regular expression's parameter '${letters}'`);
  return letters === '' ? pattern : { concat: binary(text(`(?${letters})`), pattern) };
}

const inTypes = (type: Json, names: readonly string[]): Node => ({
  in: { this: type, expressions: names.map(text), query: null, not: false, global: false, unnest: null },
});

/** A variant's value, or NULL if it is of another type. */
const ofType = (variant: Json, type: string, value: Json): Node =>
  cases([[eq(call('json_type', variant), text(type)), value]], null);

/** Whether an expression is a float by what is written. */
function isFloat(node: Json): boolean {
  const type = bodyOf(node, 'cast')?.to as { readonly name?: string } | undefined;
  return type?.name === 'DOUBLE' || /[.eE]/.test(String(bodyOf(node, 'literal')?.value ?? ''));
}

/** What is hashed, as one value. */
function hashed(args: readonly Json[]): Json {
  const isStar = args.some((arg) => bodyOf(arg, 'star'));
  return isStar
    ? call('row', allColumns(args, 'HASH'))
    : call('list_value', ...args.map((arg) => call('sf_text', arg)));
}

/** The same for the same rows, in whatever order they come. */
export function hashAgg(args: readonly Json[]): Json {
  return call('sf_hash_agg', call('sf_hash', hashed(args)));
}

/** `*` as arguments: of all tables that are read. */
function allColumns(args: readonly Json[], name: string): Json {
  const star = bodyOf(args[0], 'star');
  if (args.length > 1 || !star || star.table || star.except)
    throw new TranslationError(`${name} of a part of the columns`);
  return raw('*COLUMNS(*)');
}

export const functions: Readonly<Record<string, FunctionRule>> = {
  ...dateFunctions,
  // Conditions.
  COALESCE: 'coalesce',
  IFNULL: 'coalesce',
  NULLIF: 'nullif',
  NVL: 'coalesce',
  NVL2: ([a, b, c]) => cases([[isNull(a!), c!]], b!),
  IFF: ([a, b, c]) => cases([[a!, b!]], c!),
  ZEROIFNULL: ([a]) => call('coalesce', a!, number(0)),
  NULLIFZERO: ([a]) => call('nullif', a!, number(0)),
  EQUAL_NULL: ([a, b]) => ({ paren: { this: { null_safe_eq: binary(a!, b!) }, trailing_comments: [] } }),
  DECODE: (args) => decode(args),
  GREATEST: (args) => call('sf_greatest', call('list_value', ...args)),
  LEAST: (args) => call('sf_least', call('list_value', ...args)),
  BOOLOR: ([a, b]) => ({ paren: { this: { or: binary(a!, b!) }, trailing_comments: [] } }),
  BOOLAND: ([a, b]) => ({ paren: { this: { and: binary(a!, b!) }, trailing_comments: [] } }),
  BOOLNOT: ([a]) => ({ not: { this: a!, inferred_type: null } }),
  // Numbers.
  ABS: 'abs',
  SQRT: 'sqrt',
  EXP: 'exp',
  LN: 'ln',
  LOG: 'log',
  POWER: 'power',
  POW: 'power',
  SIGN: 'sign',
  CBRT: 'cbrt',
  ROUND: 'round',
  MOD: 'mod',
  PI: 'pi',
  RADIANS: 'radians',
  DEGREES: 'degrees',
  SIN: 'sin',
  COS: 'cos',
  TAN: 'tan',
  ASIN: 'asin',
  ACOS: 'acos',
  ATAN: 'atan',
  ATAN2: 'atan2',
  FACTORIAL: 'factorial',
  CEIL: (args) => call(args.length > 1 ? 'sf_ceil' : 'ceil', ...args),
  FLOOR: (args) => call(args.length > 1 ? 'sf_floor' : 'floor', ...args),
  TRUNCATE: 'trunc',
  SQUARE: ([a]) => call('power', a!, number(2)),
  DIV0: ([a, b]) => cases([[eq(b!, number(0)), number(0)]], call('sf_div', a!, b!)),
  DIV0NULL: ([a, b]) => cases([[eq(call('coalesce', b!, number(0)), number(0)), number(0)]], call('sf_div', a!, b!)),
  WIDTH_BUCKET: 'sf_width_bucket',
  HAVERSINE: 'sf_haversine',
  BITAND: ([a, b]) => ({ bitwise_and: binary(asInteger(a!), asInteger(b!)) }),
  BITOR: ([a, b]) => ({ bitwise_or: binary(asInteger(a!), asInteger(b!)) }),
  BITXOR: ([a, b]) => call('xor', asInteger(a!), asInteger(b!)),
  BITSHIFTLEFT: ([a, b]) => ({ bitwise_left_shift: binary(asInteger(a!), asInteger(b!)) }),
  BITSHIFTRIGHT: ([a, b]) => ({ bitwise_right_shift: binary(asInteger(a!), asInteger(b!)) }),
  RANDOM: nullary('CAST((random() - 0.5) * 18446744073709551614 AS BIGINT)'),
  UNIFORM: ([a, b]) => {
    const span: Json = { paren: { this: { sub: binary(b!, a!) }, trailing_comments: [] } };
    if (isFloat(a!) || isFloat(b!)) return { add: binary(a!, { mul: binary(raw('random()'), span) }) };
    const count: Json = { paren: { this: { add: binary(span, number(1)) }, trailing_comments: [] } };
    return call('floor', { add: binary(a!, { mul: binary(raw('random()'), count) }) });
  },
  SEQ1: nullary('(row_number() OVER () - 1)'),
  SEQ2: nullary('(row_number() OVER () - 1)'),
  SEQ4: nullary('(row_number() OVER () - 1)'),
  SEQ8: nullary('(row_number() OVER () - 1)'),
  HASH: (args) => call('sf_hash', hashed(args)),
  UUID_STRING: (args) => {
    if (args.length > 0) throw new TranslationError('UUID_STRING with arguments');
    return raw('CAST(uuid() AS VARCHAR)');
  },
  // Text.
  UPPER: ([a]) => call('upper', asText(a!)),
  LOWER: ([a]) => call('lower', asText(a!)),
  LENGTH: ([a]) => call('length', asText(a!)),
  LEN: ([a]) => call('length', asText(a!)),
  INITCAP: (args) => {
    if (args.length > 1) throw new TranslationError('INITCAP with delimiters');
    return call('sf_initcap', asText(args[0]!));
  },
  TRIM: (args) => call('trim', asText(args[0]!), ...args.slice(1)),
  LTRIM: (args) => call('ltrim', asText(args[0]!), ...args.slice(1)),
  RTRIM: (args) => call('rtrim', asText(args[0]!), ...args.slice(1)),
  SUBSTR: (args) => call('substr', asText(args[0]!), ...args.slice(1)),
  SUBSTRING: (args) => call('substr', asText(args[0]!), ...args.slice(1)),
  LEFT: ([a, n]) => call('left', asText(a!), asInteger(n!)),
  RIGHT: ([a, n]) => call('right', asText(a!), asInteger(n!)),
  LPAD: ([a, n, p]) => call('lpad', asText(a!), plainCast(n!, 'INTEGER'), p ?? text(' ')),
  RPAD: ([a, n, p]) => call('rpad', asText(a!), plainCast(n!, 'INTEGER'), p ?? text(' ')),
  REPLACE: ([a, b, c]) => call('replace', asText(a!), b!, c ?? text('')),
  REVERSE: 'reverse',
  REPEAT: 'repeat',
  TRANSLATE: 'translate',
  ASCII: 'ascii',
  CHR: 'chr',
  CHAR: 'chr',
  UNICODE: 'unicode',
  SPACE: ([n]) => call('repeat', text(' '), n!),
  EDITDISTANCE: 'levenshtein',
  BIT_LENGTH: 'bit_length',
  INSERT: 'sf_insert',
  STRTOK: ([s, d, n]) => call('sf_strtok', s!, d ?? text(' '), n ?? number(1)),
  JAROWINKLER_SIMILARITY: ([a, b]) =>
    plainCast(call('round', { mul: binary(call('jaro_winkler_similarity', a!, b!), number(100)) }), 'BIGINT'),
  CONCAT: concatenated,
  CONCAT_WS: ([separator, ...args]) => concatenated(args.flatMap((arg, i) => (i === 0 ? [arg] : [separator!, arg]))),
  SPLIT: 'sf_split',
  SPLIT_PART: ([a, b, n]) => call('sf_split_part', asText(a!), b!, n!),
  CONTAINS: ([a, b]) => call('contains', asText(a!), asText(b!)),
  STARTSWITH: ([a, b]) => call('starts_with', asText(a!), asText(b!)),
  ENDSWITH: ([a, b]) => call('ends_with', asText(a!), asText(b!)),
  POSITION: ([a, b, n]) => (n === undefined ? call('instr', asText(b!), asText(a!)) : call('sf_position', a!, b!, n)),
  CHARINDEX: ([a, b, n]) => (n === undefined ? call('instr', asText(b!), asText(a!)) : call('sf_position', a!, b!, n)),
  REGEXP_LIKE: ([a, p, f]) => call('regexp_full_match', asText(a!), regexpFlags(p!, f)),
  RLIKE: ([a, p, f]) => call('regexp_full_match', asText(a!), regexpFlags(p!, f)),
  REGEXP_COUNT: ([a, p, from, f]) =>
    call('sf_regexp_count', from === undefined ? a! : call('substr', a!, from), regexpFlags(p!, f)),
  REGEXP_INSTR: ([a, p, from, n, option, flags, group]) => {
    if (group !== undefined) throw new TranslationError('REGEXP_INSTR of a group');
    const pattern = regexpFlags(p!, flags);
    return call('sf_regexp_instr', asText(a!), pattern, from ?? number(1), n ?? number(1), option ?? number(0));
  },
  REGEXP_REPLACE: ([a, p, r, from, n, f]) => {
    if ((from !== undefined && wordOf(from) !== '1') || (n !== undefined && wordOf(n) !== '0'))
      throw new TranslationError('REGEXP_REPLACE at a position or occurrence');
    return call('sf_regexp_replace', asText(a!), regexpFlags(p!, f), r ?? text(''));
  },
  REGEXP_SUBSTR: ([a, p, from, n, f, group]) => {
    if (from === undefined) return call('sf_regexp_substr', asText(a!), p!);
    const isGroup = f !== undefined && literalText(f, 'REGEXP_SUBSTR').includes('e');
    return call(
      'sf_regexp_substr_at',
      asText(a!),
      regexpFlags(p!, f),
      from,
      n ?? number(1),
      isGroup ? (group ?? number(1)) : number(0),
    );
  },
  MD5: ([a]) => call('md5', asText(a!)),
  MD5_HEX: ([a]) => call('md5', asText(a!)),
  SHA1: ([a]) => call('sha1', asText(a!)),
  SHA1_HEX: ([a]) => call('sha1', asText(a!)),
  SHA2: ([a, bits]) => {
    if (bits !== undefined && wordOf(bits) !== '256') throw new TranslationError(`SHA2 of ${wordOf(bits)} bits`);
    return call('sha256', asText(a!));
  },
  SHA2_HEX: ([a]) => call('sha256', asText(a!)),
  BASE64_ENCODE: ([a]) => call('to_base64', call('encode', asText(a!))),
  BASE64_DECODE_STRING: ([a]) => call('decode', call('from_base64', a!)),
  HEX_ENCODE: ([a]) => call('hex', asText(a!)),
  HEX_DECODE_STRING: ([a]) => call('decode', call('unhex', a!)),
  // Conversions.
  TO_CHAR: toChar,
  TO_VARCHAR: toChar,
  TO_NUMBER: toDecimal(false),
  TO_DECIMAL: toDecimal(false),
  TO_NUMERIC: toDecimal(false),
  TRY_TO_NUMBER: toDecimal(true),
  TRY_TO_DECIMAL: toDecimal(true),
  TRY_TO_NUMERIC: toDecimal(true),
  TO_DOUBLE: ([a]) => plainCast(a!, 'DOUBLE'),
  TRY_TO_DOUBLE: ([a]) => tryCast(a!, { data_type: 'double' }),
  TO_BOOLEAN: 'sf_boolean',
  TRY_TO_BOOLEAN: 'sf_try_boolean',
  TO_BINARY: ([a, f]) => {
    const format = f === undefined ? 'HEX' : literalText(f, 'TO_BINARY').toUpperCase();
    if (format === 'HEX') return call('unhex', a!);
    if (format === 'BASE64') return call('from_base64', a!);
    return call('encode', a!);
  },
  // Semi-structured data.
  TO_VARIANT: 'sf_variant',
  TO_ARRAY: ([a]) =>
    cases(
      [
        [
          { paren: { this: eq(call('json_type', call('to_json', a!)), text('ARRAY')), trailing_comments: [] } },
          call('sf_variant', a!),
        ],
      ],
      call('json_array', a!),
    ),
  TO_OBJECT: 'sf_variant',
  TO_JSON: ([a]) => plainCast(call('to_json', a!), 'VARCHAR'),
  PARSE_JSON: ([a]) => plainCast(a!, 'JSON'),
  TRY_PARSE_JSON: 'sf_try_json',
  CHECK_JSON: ([a]) => cases([[call('json_valid', a!), { null: null }]], text('invalid JSON')),
  TYPEOF: 'sf_typeof',
  GET: 'sf_get',
  GET_PATH: ([a, p]) => call('json_extract', a!, text(jsonPath(literalText(p, 'GET_PATH')))),
  IS_NULL_VALUE: ([a]) => eq(call('json_type', a!), text('NULL')),
  IS_ARRAY: ([a]) => eq(call('json_type', a!), text('ARRAY')),
  IS_OBJECT: ([a]) => eq(call('json_type', a!), text('OBJECT')),
  IS_VARCHAR: ([a]) => eq(call('json_type', a!), text('VARCHAR')),
  IS_BOOLEAN: ([a]) => eq(call('json_type', a!), text('BOOLEAN')),
  IS_INTEGER: ([a]) => eq(call('sf_typeof', a!), text('INTEGER')),
  IS_DECIMAL: ([a]) => inTypes(call('sf_typeof', a!), ['INTEGER', 'DECIMAL']),
  IS_DOUBLE: ([a]) => inTypes(call('sf_typeof', a!), ['INTEGER', 'DECIMAL']),
  IS_REAL: ([a]) => inTypes(call('sf_typeof', a!), ['INTEGER', 'DECIMAL']),
  IS_CHAR: ([a]) => eq(call('json_type', a!), text('VARCHAR')),
  AS_VARCHAR: ([a]) => ofType(a!, 'VARCHAR', call('sf_text', a!)),
  AS_CHAR: ([a]) => ofType(a!, 'VARCHAR', call('sf_text', a!)),
  AS_ARRAY: ([a]) => ofType(a!, 'ARRAY', a!),
  AS_OBJECT: ([a]) => ofType(a!, 'OBJECT', a!),
  AS_BOOLEAN: ([a]) => ofType(a!, 'BOOLEAN', call('sf_boolean', a!)),
  AS_INTEGER: ([a]) => tryCastTo(a!, 'BIGINT'),
  AS_DOUBLE: ([a]) => tryCastTo(a!, 'DOUBLE'),
  AS_REAL: ([a]) => tryCastTo(a!, 'DOUBLE'),
  STRIP_NULL_VALUE: ([a]) => cases([[eq(call('json_type', a!), text('NULL')), { null: null }]], a!),
  OBJECT_CONSTRUCT: (args) => {
    if (args.some((arg) => bodyOf(arg, 'star')))
      return call('sf_object_row', call('struct_pack', allColumns(args, 'OBJECT_CONSTRUCT')));
    return args.length === 0
      ? raw("CAST('{}' AS JSON)")
      : call('sf_object', ...pairs(args).map((list) => call('list_value', ...list)));
  },
  OBJECT_CONSTRUCT_KEEP_NULL: (args) =>
    call('sf_object_keep', ...pairs(args).map((list) => call('list_value', ...list))),
  OBJECT_INSERT: ([o, k, v]) => call('sf_object_insert', o!, k!, v!),
  OBJECT_KEYS: 'sf_object_keys',
  ARRAY_CONSTRUCT: 'json_array',
  ARRAY_SIZE: 'sf_array_size',
  ARRAY_CAT: 'sf_array_cat',
  ARRAY_APPEND: 'sf_array_append',
  ARRAY_PREPEND: 'sf_array_prepend',
  ARRAY_CONTAINS: 'sf_array_contains',
  ARRAY_POSITION: 'sf_array_position',
  ARRAY_DISTINCT: 'sf_array_distinct',
  ARRAY_COMPACT: 'sf_array_compact',
  ARRAY_SLICE: 'sf_array_slice',
  ARRAY_TO_STRING: 'sf_array_to_string',
  ARRAYS_OVERLAP: 'sf_arrays_overlap',
  ARRAY_INTERSECTION: 'sf_array_intersection',
  ARRAY_GENERATE_RANGE: 'sf_array_range',
  // The session's.
  CURRENT_DATABASE: context('CURRENT_DATABASE'),
  CURRENT_SCHEMA: context('CURRENT_SCHEMA'),
  CURRENT_ROLE: context('CURRENT_ROLE'),
  CURRENT_WAREHOUSE: context('CURRENT_WAREHOUSE'),
  CURRENT_USER: context('CURRENT_USER'),
  CURRENT_ACCOUNT: context('CURRENT_ACCOUNT'),
  CURRENT_REGION: context('CURRENT_REGION'),
  CURRENT_VERSION: context('CURRENT_VERSION'),
  CURRENT_SESSION: context('CURRENT_SESSION'),
  CURRENT_AVAILABLE_ROLES: context('CURRENT_AVAILABLE_ROLES'),
  LAST_QUERY_ID: context('LAST_QUERY_ID'),
  CURRENT_TRANSACTION: context('CURRENT_TRANSACTION'),
};

export function asInteger(value: Json): Json {
  return bodyOf(value, 'literal') ? value : plainCast(value, 'BIGINT');
}

/** `a.b[0].c` as JSON path. Keys are case-sensitive in both. */
export function jsonPath(path: string): string {
  const steps = path.match(/\[\d+\]|\["[^"]*"\]|\['[^']*'\]|"[^"]+"|[^.[\]]+/g) ?? [];
  return `$${steps.map((step) => (/^\[\d+\]$/.test(step) ? step : `."${step.replace(/^\[?["']?|["']?\]?$/g, '')}"`)).join('')}`;
}
