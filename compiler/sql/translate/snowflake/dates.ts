import { bodyOf, call, raw, text, wordOf } from '../ast.js';
import { TranslationError } from '../errors.js';
import type { Json } from '../polyglot.js';
import { plainCast, tryCastTo, wallClock } from './casts.js';
import { dateFormat } from './format.js';
import type { FunctionRule } from './functions.js';

const UNITS: readonly (readonly [unit: string, names: RegExp])[] = [
  ['year', /^(years?|y|yy|yyy|yyyy|yr|yrs)$/],
  ['quarter', /^(quarters?|q|qtr|qtrs)$/],
  ['month', /^(months?|mm|mon|mons)$/],
  ['week', /^(weeks?|w|wk|weekofyear|woy|wy)$/],
  ['day', /^(days?|d|dd|dayofmonth)$/],
  ['hour', /^(hours?|h|hh|hr|hrs)$/],
  ['minute', /^(minutes?|m|mi|min|mins)$/],
  ['second', /^(seconds?|s|sec|secs)$/],
  ['millisecond', /^(milliseconds?|ms|msec)$/],
  ['microsecond', /^(microseconds?|us|usec)$/],
];
const PARTS: Readonly<Record<string, string>> = {
  dayofweek: 'dow',
  weekday: 'dow',
  dow: 'dow',
  dw: 'dow',
  dayofweekiso: 'isodow',
  weekday_iso: 'isodow',
  dow_iso: 'isodow',
  dw_iso: 'isodow',
  dayofyear: 'doy',
  yearday: 'doy',
  doy: 'doy',
  dy: 'doy',
  weekiso: 'week',
  week_iso: 'week',
  weekofyeariso: 'week',
  yearofweek: 'isoyear',
  yearofweekiso: 'isoyear',
  epoch_second: 'epoch',
  epoch: 'epoch',
  epoch_seconds: 'epoch',
};

export function dateUnit(node: Json | undefined, name: string): string {
  const word = wordOf(node)?.toLowerCase();
  const unit = UNITS.find(([, names]) => word !== undefined && names.test(word))?.[0];
  if (!unit) throw new TranslationError(`${name} by ${word ?? 'an expression'}`);
  return unit;
}

/** A part of a date, as an integer. */
export function datePart(word: string, value: Json): Json {
  const name = word.toLowerCase();
  const time = typed(value);
  if (name === 'epoch_millisecond' || name === 'epoch_milliseconds') return call('epoch_ms', time);
  if (name === 'epoch_microsecond' || name === 'epoch_microseconds') return call('epoch_us', time);
  if (name === 'epoch_nanosecond' || name === 'epoch_nanoseconds') return call('epoch_ns', time);
  const part = PARTS[name] ?? UNITS.find(([, names]) => names.test(name))?.[0];
  if (!part || part === 'millisecond' || part === 'microsecond') throw new TranslationError(`DATE_PART of ${name}`);
  return plainCast(call('floor', call('date_part', text(part), time)), 'BIGINT');
}

/** A literal text is read as a timestamp; all else has its own type. */
function typed(given: Json): Json {
  const value = wallClock(given);
  return bodyOf(value, 'literal')?.literal_type === 'string' ? plainCast(value, 'TIMESTAMP') : value;
}

const part =
  (name: string): FunctionRule =>
  ([value]) =>
    datePart(name, value!);

function dateAdd([unit, amount, value]: readonly Json[], name: string): Json {
  return call(`sf_dateadd_${dateUnit(unit, name)}`, amount!, value!);
}

function dateTrunc([unit, value]: readonly Json[], name: string): Json {
  return call(`sf_date_trunc_${dateUnit(unit, name)}`, wallClock(value!));
}

/** Reads text by a format, or as it comes. `plain` is the macro for the latter; without it what cannot be read is NULL. */
function reader(type: 'DATE' | 'TIMESTAMP' | 'TIMESTAMPTZ' | 'TIME', plain?: string): FunctionRule {
  return ([given, format], name) => {
    const value = given && type !== 'TIMESTAMPTZ' ? wallClock(given) : given;
    const kind = bodyOf(format, 'literal');
    if (format === undefined || String(kind?.value).toUpperCase() === 'AUTO') {
      return plain === undefined ? tryCastTo(value!, type) : call(plain, value!);
    }
    if (kind?.literal_type === 'number' && type === 'TIMESTAMP') return call('sf_to_timestamp_scale', value!, format);
    if (kind?.literal_type !== 'string') throw new TranslationError(`${name} with a format that is no literal`);
    const read = call(plain === undefined ? 'try_strptime' : 'strptime', value!, text(dateFormat(String(kind.value))));
    return plainCast(read, type);
  };
}

export const dateFunctions: Readonly<Record<string, FunctionRule>> = {
  DATEADD: dateAdd,
  TIMEADD: dateAdd,
  TIMESTAMPADD: dateAdd,
  DATE_TRUNC: dateTrunc,
  TRUNC: (args) =>
    bodyOf(args[1], 'literal')?.literal_type === 'string'
      ? dateTrunc([args[1]!, args[0]!], 'TRUNC')
      : call('trunc', ...args),
  ADD_MONTHS: 'sf_add_months',
  MONTHS_BETWEEN: 'sf_months_between',
  NEXT_DAY: 'sf_next_day',
  PREVIOUS_DAY: 'sf_previous_day',
  LAST_DAY: ([value, unit]) => call(`sf_last_day_${unit === undefined ? 'month' : dateUnit(unit, 'LAST_DAY')}`, value!),
  YEAR: part('year'),
  MONTH: part('month'),
  DAY: part('day'),
  DAYOFMONTH: part('day'),
  DAYOFWEEK: part('dayofweek'),
  DAYOFWEEKISO: part('dayofweekiso'),
  DAYOFWEEK_ISO: part('dayofweekiso'),
  DAYOFYEAR: part('dayofyear'),
  WEEK: part('week'),
  WEEKOFYEAR: part('week'),
  WEEKISO: part('week'),
  QUARTER: part('quarter'),
  HOUR: part('hour'),
  MINUTE: part('minute'),
  SECOND: part('second'),
  YEAROFWEEK: part('yearofweek'),
  YEAROFWEEKISO: part('yearofweek'),
  DATE_PART: ([unit, value]) => datePart(wordOf(unit) ?? '', value!),
  MONTHNAME: ([value]) => call('strftime', call('sf_to_date', value!), text('%b')),
  DAYNAME: ([value]) => call('strftime', call('sf_to_date', value!), text('%a')),
  TO_DATE: reader('DATE', 'sf_to_date'),
  DATE: reader('DATE', 'sf_to_date'),
  TRY_TO_DATE: reader('DATE'),
  TO_TIMESTAMP: reader('TIMESTAMP', 'sf_to_timestamp'),
  TO_TIMESTAMP_NTZ: reader('TIMESTAMP', 'sf_to_timestamp'),
  TRY_TO_TIMESTAMP: reader('TIMESTAMP'),
  TRY_TO_TIMESTAMP_NTZ: reader('TIMESTAMP'),
  TO_TIMESTAMP_TZ: reader('TIMESTAMPTZ', 'sf_to_timestamp_tz'),
  TO_TIMESTAMP_LTZ: reader('TIMESTAMPTZ', 'sf_to_timestamp_tz'),
  TRY_TO_TIMESTAMP_TZ: reader('TIMESTAMPTZ'),
  TO_TIME: reader('TIME', 'sf_to_time'),
  TIME: reader('TIME', 'sf_to_time'),
  TRY_TO_TIME: reader('TIME'),
  DATE_FROM_PARTS: 'sf_date_from_parts',
  DATEFROMPARTS: 'sf_date_from_parts',
  TIME_FROM_PARTS: ([h, m, s]) => call('make_time', h!, m!, s!),
  TIMESTAMP_FROM_PARTS: 'sf_timestamp_from_parts',
  TIMESTAMP_NTZ_FROM_PARTS: 'sf_timestamp_from_parts',
  TIMESTAMPNTZFROMPARTS: 'sf_timestamp_from_parts',
  CONVERT_TIMEZONE: (args) =>
    args.length === 3 ? call('sf_convert_timezone_from', ...args) : call('sf_convert_timezone', ...args),
  CURRENT_TIMESTAMP: () => raw('CAST(now() AS TIMESTAMPTZ)'),
  GETDATE: () => raw('CAST(now() AS TIMESTAMPTZ)'),
  SYSTIMESTAMP: () => raw('CAST(now() AS TIMESTAMPTZ)'),
  LOCALTIMESTAMP: () => raw('CAST(now() AS TIMESTAMPTZ)'),
  SYSDATE: () => raw("(now() AT TIME ZONE 'UTC')"),
  CURRENT_DATE: () => raw("CAST(now() AT TIME ZONE 'UTC' AS DATE)"),
  CURRENT_TIME: () => raw("CAST(now() AT TIME ZONE 'UTC' AS TIME)"),
  LOCALTIME: () => raw("CAST(now() AT TIME ZONE 'UTC' AS TIME)"),
  TIME_SLICE: ([value, length, unit, edge]) => {
    if (edge !== undefined && String(wordOf(edge)).toUpperCase() !== 'START')
      throw new TranslationError('TIME_SLICE to the end');
    const name = dateUnit(unit, 'TIME_SLICE');
    // Weeks begin on Monday.
    const origin = raw(`TIMESTAMP '${name === 'week' ? '1969-12-29' : '1970-01-01'} 00:00:00'`);
    return call('sf_time_slice', call('time_bucket', call(`to_${name}s`, length!), value!, origin), value!);
  },
};
