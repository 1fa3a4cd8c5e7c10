import { CalendarDate, Float, Timestamp } from '../../base/scalars.js';
import { textOf } from './core.js';
import { PyDate, PyDateTime } from './date.js';
import { PyDecimal } from './decimal.js';
import { PyDict } from './dict.js';
import { HostObject } from './host.js';
import { MAX_CONVERTED, VisitCounter } from './limits.js';
import { Markup } from './markup.js';
import { float, int, PyFloat } from './numbers.js';
import { PyTuple } from './sequences.js';
import { PySet } from './set.js';
import { offsetOf } from './strftime.js';
import { PyObject, type Value } from './types.js';
import { Undefined } from './undefined.js';
import { PyFixedTimezone } from './zones.js';

/**
 * The template value of JavaScript data: plain objects (own enumerable properties), arrays, Maps, Sets, Dates and base
 * scalars; values of templates are kept as they are. Containers are copied, so that a template never changes the original.
 * Functions and class instances that are none of these are not data: TypeError.
 */
export function toValue(data: unknown): Value {
  return convert(data, new VisitCounter(MAX_CONVERTED));
}

function convert(data: unknown, counter: VisitCounter): Value {
  switch (typeof data) {
    case 'string':
    case 'boolean':
      return data;
    case 'number':
      // Beyond 1e21 JavaScript itself writes a float.
      return Number.isInteger(data) && Math.abs(data) < 1e21 && !Object.is(data, -0) ? int(data) : float(data);
    case 'bigint':
      return int(data);
    case 'undefined':
      return null;
    case 'object':
      return data === null ? null : convertObject(data, counter);
    default:
      throw new TypeError(`A ${typeof data} is not data`);
  }
}

function convertObject(data: object, counter: VisitCounter): Value {
  counter.visit();
  if (data instanceof PyObject) return data;
  if (Array.isArray(data)) return data.map((item) => convert(item, counter));
  const prototype = Object.getPrototypeOf(data);
  if (prototype === Object.prototype || prototype === null) {
    const dict = new PyDict();
    for (const key of Object.keys(data)) dict.set(key, convert((data as Record<string, unknown>)[key], counter));
    return dict;
  }
  if (data instanceof Map) {
    return new PyDict([...data].map(([key, value]) => [convert(key, counter), convert(value, counter)]));
  }
  if (data instanceof Set) return new PySet([...data].map((item) => convert(item, counter)));
  if (data instanceof Float) return Number.isInteger(data.value) ? new PyFloat(data.value) : data.value;
  if (data instanceof CalendarDate) return parseDate(data.iso);
  if (data instanceof Timestamp) return parseDateTime(data.iso);
  if (data instanceof Date)
    return PyDateTime.ofLocal(Math.floor(data.getTime() / 1000), (((data.getTime() % 1000) + 1000) % 1000) * 1000);
  // An object of another realm (a worker's, a test runner's): data if its prototype is that realm's Object.prototype.
  if (Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'hasOwnProperty')) {
    return convertObject(Object.assign(Object.create(null), data), counter);
  }
  throw new TypeError(`An instance of ${data.constructor?.name} is not data`);
}

export function parseDate(iso: string): PyDate {
  const [year, month, day] = iso.split('-').map(Number);
  return new PyDate(year!, month!, day!);
}

/** `2024-01-31T12:30:00.5+02:00`, with a blank for the T or without time as well. */
export function parseDateTime(iso: string): PyDateTime {
  const match =
    /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/.exec(iso);
  if (!match) throw new TypeError(`Not a timestamp: ${iso}`);
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const offset = offsetOf(match[8]);
  const zone = offset === undefined ? null : new PyFixedTimezone(offset);
  return new PyDateTime(year, month, day, hour, minute, second, Number((match[7] ?? '').padEnd(6, '0')), zone);
}

/**
 * The JSON-able data of a value: dicts become null-prototype objects (keys as text), tuples and sets arrays, integral
 * floats `Float`, dates ISO text, Decimals numbers where exact and else text, everything else its text.
 */
export function fromValue(value: Value): unknown {
  return revert(value, new VisitCounter(MAX_CONVERTED));
}

function revert(value: Value, counter: VisitCounter): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number')
    return value;
  // JSON has no other number for it; what needs the digits takes the value itself.
  if (typeof value === 'bigint') return Number(value);
  counter.visit();
  if (Array.isArray(value)) return value.map((item) => revert(item, counter));
  if (value instanceof PyDict) {
    const record: Record<string, unknown> = Object.create(null);
    for (const [key, item] of value.entries()) record[textOf(key)] = revert(item, counter);
    return record;
  }
  if (value instanceof PyTuple) return value.items.map((item) => revert(item, counter));
  if (value instanceof PySet) return [...value.values()].map((item) => revert(item, counter));
  if (value instanceof PyFloat) return new Float(value.value);
  if (value instanceof Markup) return value.text;
  if (value instanceof PyDateTime) return value.isoformat();
  if (value instanceof PyDecimal) return value.value.toNumber();
  if (value instanceof Undefined) return null;
  if (value instanceof HostObject) return textOf(value);
  return textOf(value);
}
