/** Jinja's 54 filters, and those that dbt adds. */

import { truthy } from '../values/core.js';
import { PyDict } from '../values/dict.js';
import { Markup, stringOf } from '../values/markup.js';
import { isInt } from '../values/numbers.js';
import { iterate, unpack } from '../values/sequences.js';
import { PyObject, type Value } from '../values/types.js';
import { Undefined } from '../values/undefined.js';
import { define, type FilterEntry, type FilterFunction, simple } from './define.js';
import { toJson } from './json.js';
import { nativeFilter } from './native.js';
import { NUMBER_FILTERS } from './numbers.js';
import { prettyText } from './pprint.js';
import { selectFilters } from './select.js';
import { SEQUENCE_FILTERS } from './sequences.js';
import { textFilters } from './text.js';
import { urlizeFilter } from './urlize.js';

export type { FilterFunction } from './define.js';

/** Pairs of what urlencode takes; undefined: not iterable. */
function pairs(value: Value): Iterable<readonly [Value, Value]> | undefined {
  if (value instanceof PyDict) return value.entries();
  if (!Array.isArray(value) && !(value instanceof PyObject && value.iterate())) return undefined;
  return [...iterate(value)].map((pair) => {
    const [key, item] = unpack(pair, 2);
    return [key!, item!] as const;
  });
}

const HTML_JSON: ReadonlyMap<string, string> = new Map([
  ['<', '\\u003c'],
  ['>', '\\u003e'],
  ['&', '\\u0026'],
  ["'", '\\u0027'],
]);

function htmlJson(value: Value, indent: Value): Value {
  const unit = indent === null ? undefined : isInt(indent) ? Number(indent) : stringOf(indent);
  return new Markup(toJson(value, { sortKeys: true, indent: unit }).replace(/[<>&']/g, (c) => HTML_JSON.get(c)!));
}

function defaultValue(value: Value, otherwise: Value, boolean: Value): Value {
  return value instanceof Undefined || (truthy(boolean) && !truthy(value)) ? otherwise : value;
}

const DEFAULTS = { default_value: '', boolean: false } as const;
const DEFAULT_NAMES = ['value', 'default_value', 'boolean'] as const;
const fallback = (name: string): FilterEntry =>
  define(name, 'do_default', DEFAULT_NAMES, DEFAULTS, (_, b) => defaultValue(b.value, b.default_value, b.boolean));

const FILTERS: ReadonlyMap<string, FilterFunction> = new Map<string, FilterFunction>([
  ...textFilters(pairs),
  ...NUMBER_FILTERS,
  ...SEQUENCE_FILTERS,
  ...selectFilters((name) => FILTERS.get(name)),
  fallback('default'),
  fallback('d'),
  define('tojson', 'do_tojson', ['value', 'indent'], { indent: null }, (_, b) => htmlJson(b.value, b.indent), 1),
  simple('pprint', 'do_pprint', 'value', prettyText),
  urlizeFilter,
  nativeFilter('text'),
  nativeFilter('bool'),
  nativeFilter('number'),
  nativeFilter('native'),
  simple('is_list', 'is_list', 'value', (value) => Array.isArray(value)),
]);

export function findFilter(name: string): FilterFunction | undefined {
  return FILTERS.get(name);
}

export const filterNames: ReadonlyMap<string, unknown> = FILTERS;
