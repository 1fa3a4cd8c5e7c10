import { type Body, bodyOf, call, isObject, kindOf, number, raw, text, wordOf } from '../ast.js';
import { TranslationError } from '../errors.js';
import type { Json, Node } from '../polyglot.js';
import { SAME_AGGREGATES } from './aggregates.js';
import type { FunctionRule } from './functions.js';
import { plainCast } from './types.js';

const UNITS = /^(year|quarter|month|week|day|hour|minute|second|millisecond|microsecond)$/;

/** A date part: `month`, `week(monday)`. */
function partOf(node: Json | undefined, name: string): string {
  const week = bodyOf(node, 'function');
  if (week && String(week.name).toLowerCase() === 'week') {
    const day = wordOf((week.args as readonly Json[])[0])?.toLowerCase();
    if (day === 'monday') return 'isoweek';
    if (day === 'sunday') return 'week';
  }
  const word = wordOf(node)?.toLowerCase();
  if (word === undefined || !(UNITS.test(word) || word === 'isoweek'))
    throw new TranslationError(`${name} by ${word ?? 'an expression'}`);
  return word;
}

function makeInterval(unit: string, amount: Json): Node {
  if (!UNITS.test(unit)) throw new TranslationError(`an interval of ${unit}`);
  const type = /year|quarter|month|week|day/.test(unit) ? 'INTEGER' : unit === 'second' ? 'DOUBLE' : 'BIGINT';
  return call(`to_${unit}s`, plainCast(amount, type));
}

/** `INTERVAL n DAY`; its amount may be any expression. */
export function interval(body: Body): Node {
  const unit = isObject(body.unit) ? body.unit.unit : undefined;
  if (typeof unit !== 'string') throw new TranslationError('an interval of several parts');
  const literal = bodyOf(body.this, 'literal');
  return makeInterval(unit.toLowerCase(), literal ? number(String(literal.value)) : body.this!);
}

/** A literal in the place of a date is one. */
const dateOf = (value: Json): Json =>
  bodyOf(value, 'literal')?.literal_type === 'string' ? plainCast(value, 'DATE') : value;

const QUERIES = /^(aggregate_function|window_function|subquery|select|any_value|array_agg|string_agg)$/;

/** Whether there is more in an expression than values of a row. */
function isQuery(value: Json): boolean {
  if (Array.isArray(value)) return (value as readonly Json[]).some(isQuery);
  if (!isObject(value)) return false;
  const kind = kindOf(value);
  if (kind !== undefined && (QUERIES.test(kind) || SAME_AGGREGATES.has(kind))) return true;
  return Object.values(value).some(isQuery);
}

/** A macro that DuckDB picks by its arguments' types: those of aggregates it knows within a lambda only. */
const overloaded = (macro: string, ...args: readonly Json[]): Json =>
  call(args.some(isQuery) ? `${macro}_any` : macro, ...args);

const add =
  (macro: string): FunctionRule =>
  ([value, step]) =>
    overloaded(macro, dateOf(value!), step!);

const trunc =
  (type: string | undefined): FunctionRule =>
  ([value, part], name) => {
    const unit = part === undefined ? 'day' : partOf(part, name);
    return overloaded(`bq_trunc_${unit}`, type === undefined ? dateOf(value!) : plainCast(value!, type));
  };

/** Boundaries that lie between two values; of instants the whole units. */
const diff =
  (type: string, isWhole = false): FunctionRule =>
  ([later, earlier, part], name) => {
    const unit = partOf(part, name);
    const [from, to] = [plainCast(earlier!, type), plainCast(later!, type)];
    // Weeks start on Sunday, but for those of ISO.
    if (unit === 'week' || unit === 'isoweek') return call(`bq_${unit}_diff`, from, to);
    return call(isWhole ? 'date_sub' : 'date_diff', text(unit), from, to);
  };

const FORMATS: Readonly<Record<string, string>> = { F: '%Y-%m-%d', T: '%H:%M:%S', R: '%H:%M', D: '%m/%d/%y' };

function format(node: Json | undefined, name: string): Json {
  const literal = bodyOf(node, 'literal');
  if (literal?.literal_type !== 'string') throw new TranslationError(`${name} with a format that is no literal`);
  const written = String(literal.value).replace(/%(E\d?\*?[SY]|.)/g, (whole, letter: string) => {
    if (letter in FORMATS) return FORMATS[letter]!;
    if (/^[YmdHIMSfjUWVuwaAbBpzZyG%]$/.test(letter)) return whole;
    throw new TranslationError(`${name} with ${whole}`);
  });
  return text(written);
}

const print =
  (type: string): FunctionRule =>
  ([pattern, value, zone], name) => {
    const typed = plainCast(value!, type);
    const shown = zone === undefined ? typed : at(typed, zone);
    return call('strftime', plainCast(shown, 'TIMESTAMP'), format(pattern, name));
  };

const parse =
  (type: string): FunctionRule =>
  ([pattern, value], name) =>
    plainCast(call('strptime', value!, format(pattern, name)), type);

/** `value AT TIME ZONE zone`: of an instant what clocks show there, of what clocks show the instant. */
const at = (value: Json, zone: Json): Json => ({
  paren: { this: { at_time_zone: { this: value, zone } }, trailing_comments: [] },
});

const isText = (node: Json | undefined): boolean => bodyOf(node, 'literal')?.literal_type === 'string';

/** What clocks show, in a time zone if one is given, as a type. */
const local =
  (type: string): Exclude<FunctionRule, string> =>
  ([value, zone]) =>
    plainCast(zone === undefined ? value! : at(plainCast(value!, 'TIMESTAMPTZ'), zone), type);

const date: FunctionRule = (args, name) => (args.length === 3 ? call('make_date', ...args) : local('DATE')(args, name));

const datetime: FunctionRule = (args, name) => {
  if (args.length === 6) return call('make_timestamp', ...args);
  if (args.length === 2 && !isText(args[1]))
    return { add: binary(plainCast(args[0]!, 'DATE'), plainCast(args[1]!, 'TIME')) };
  return local('TIMESTAMP')(args, name);
};

const timestamp: FunctionRule = ([value, zone]) =>
  plainCast(zone === undefined ? value! : at(plainCast(value!, 'TIMESTAMP'), zone), 'TIMESTAMPTZ');

/** The moment as what clocks show. */
const now =
  (type: string): FunctionRule =>
  ([zone]) =>
    plainCast(at(call('bq_now'), zone ?? text('UTC')), type);

const binary = (left: Json, right: Json): Body => ({
  left,
  right,
  left_comments: [],
  operator_comments: [],
  trailing_comments: [],
});

function lastDay([value, unit]: readonly Json[], name: string): Json {
  const part = typeof unit === 'string' ? unit.toLowerCase() : unit === undefined ? 'month' : partOf(unit, name);
  if (!/^(month|quarter|year|week|isoweek)$/.test(part)) throw new TranslationError(`LAST_DAY of ${part}`);
  return call(`bq_last_day_${part}`, dateOf(value!));
}

export const dateFunctions: Readonly<Record<string, FunctionRule>> = {
  CURRENT_DATE: now('DATE'),
  CURRENT_DATETIME: now('TIMESTAMP'),
  CURRENT_TIME: now('TIME'),
  CURRENT_TIMESTAMP: () => call('bq_now'),
  DATE: date,
  DATETIME: datetime,
  TIMESTAMP: timestamp,
  TIME: (args, name) => (args.length === 3 ? call('make_time', ...args) : local('TIME')(args, name)),
  DATE_ADD: add('bq_date_add'),
  DATE_SUB: add('bq_date_sub'),
  DATETIME_ADD: ([value, step]) => ({ add: binary(plainCast(value!, 'TIMESTAMP'), step!) }),
  DATETIME_SUB: ([value, step]) => ({ sub: binary(plainCast(value!, 'TIMESTAMP'), step!) }),
  TIMESTAMP_ADD: ([value, step]) => ({ add: binary(plainCast(value!, 'TIMESTAMPTZ'), step!) }),
  TIMESTAMP_SUB: ([value, step]) => ({ sub: binary(plainCast(value!, 'TIMESTAMPTZ'), step!) }),
  DATE_TRUNC: trunc(undefined),
  DATETIME_TRUNC: trunc('TIMESTAMP'),
  TIMESTAMP_TRUNC: trunc('TIMESTAMPTZ'),
  DATE_DIFF: diff('DATE'),
  DATETIME_DIFF: diff('TIMESTAMP'),
  TIMESTAMP_DIFF: diff('TIMESTAMPTZ', true),
  FORMAT_DATE: print('DATE'),
  FORMAT_DATETIME: print('TIMESTAMP'),
  FORMAT_TIMESTAMP: print('TIMESTAMPTZ'),
  PARSE_DATE: parse('DATE'),
  PARSE_DATETIME: parse('TIMESTAMP'),
  PARSE_TIMESTAMP: parse('TIMESTAMPTZ'),
  LAST_DAY: lastDay,
  UNIX_SECONDS: ([value]) => plainCast(call('floor', call('epoch', value!)), 'BIGINT'),
  UNIX_MILLIS: 'epoch_ms',
  UNIX_MICROS: 'epoch_us',
  UNIX_DATE: ([value]) => call('date_diff', text('day'), raw("DATE '1970-01-01'"), value!),
  DATE_FROM_UNIX_DATE: ([value]) => call('bq_date_add', raw("DATE '1970-01-01'"), makeInterval('day', value!)),
  TIMESTAMP_SECONDS: ([value]) => call('to_timestamp', value!),
  TIMESTAMP_MILLIS: ([value]) => call('bq_timestamp_micros', { mul: binary(value!, number(1000)) }),
  TIMESTAMP_MICROS: 'bq_timestamp_micros',
  GENERATE_DATE_ARRAY: ([from, to, step]) =>
    call('bq_date_array', dateOf(from!), dateOf(to!), step ?? makeInterval('day', number(1))),
  GENERATE_TIMESTAMP_ARRAY: ([from, to, step]) => call('generate_series', from!, to!, step!),
};

const PARTS: Readonly<Record<string, string>> = {
  dayofweek: 'bq_dayofweek',
  week: 'bq_week',
  millisecond: 'bq_millisecond',
  microsecond: 'bq_microsecond',
};
const SAME_PARTS = /^(year|quarter|month|day|hour|minute|second|isoyear)$/;

export function extract(body: Body): Json {
  const { field } = body;
  const special = isObject(field) ? Object.entries(field)[0] : undefined;
  const word = (special ? String(special[1]) : String(field)).toLowerCase();
  const zoned = bodyOf(body.this, 'at_time_zone');
  const value = zoned ? at(plainCast(zoned.this!, 'TIMESTAMPTZ'), zoned.zone!) : body.this!;
  if (special?.[0] === 'WeekWithModifier') {
    if (word === 'monday') return plainCast(call('strftime', value, text('%W')), 'BIGINT');
    throw new TranslationError(`EXTRACT of WEEK(${word})`);
  }
  if (word === 'date') return plainCast(value, 'DATE');
  if (word === 'time') return plainCast(value, 'TIME');
  if (word === 'datetime') return plainCast(value, 'TIMESTAMP');
  if (word === 'isoweek') return call('date_part', text('week'), value);
  if (word === 'dayofyear') return call('date_part', text('doy'), value);
  if (word in PARTS) return call(PARTS[word]!, value);
  if (SAME_PARTS.test(word)) return call('date_part', text(word), value);
  throw new TranslationError(`EXTRACT of ${word.toUpperCase()}`);
}

/** DATE '2024-01-31' and the like. */
export function dateLiteral(type: string, value: string): Node {
  const name = { date: 'DATE', datetime: 'TIMESTAMP', timestamp: 'TIMESTAMPTZ', time: 'TIME' }[type];
  if (!name) throw new TranslationError(`a literal of ${type}`);
  return raw(`CAST('${value.replaceAll("'", "''")}' AS ${name})`);
}
