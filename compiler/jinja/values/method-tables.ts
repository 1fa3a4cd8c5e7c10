import { PyDict } from './dict.js';
import { DICT_METHODS, SET_METHODS } from './dict-methods.js';
import { LIST_METHODS, RANGE_METHODS, TUPLE_METHODS } from './list-methods.js';
import { Markup } from './markup.js';
import { MARKUP_METHODS } from './markup-methods.js';
import type { MethodTable } from './methods.js';
import { FLOAT_METHODS, INT_METHODS } from './number-methods.js';
import { PyFloat } from './numbers.js';
import { PyRange, PyTuple } from './sequences.js';
import { PySet } from './set.js';
import { TEXT_METHODS } from './text-methods.js';
import { PyObject, type Value } from './types.js';

/** Methods of a built-in type's value; undefined for values that have their own attributes. */
export function methodsOf(value: Value): MethodTable | undefined {
  if (typeof value === 'string') return TEXT_METHODS;
  if (Array.isArray(value)) return LIST_METHODS;
  if (value instanceof PyObject) {
    if (value instanceof PyDict) return DICT_METHODS;
    if (value instanceof PyTuple) return TUPLE_METHODS;
    if (value instanceof PySet) return SET_METHODS;
    if (value instanceof PyFloat) return FLOAT_METHODS;
    if (value instanceof Markup) return MARKUP_METHODS;
    return value instanceof PyRange ? RANGE_METHODS : undefined;
  }
  if (typeof value === 'number') return Number.isInteger(value) ? INT_METHODS : FLOAT_METHODS;
  return value === null ? undefined : INT_METHODS;
}

const TABLES = [
  TEXT_METHODS,
  LIST_METHODS,
  DICT_METHODS,
  TUPLE_METHODS,
  SET_METHODS,
  FLOAT_METHODS,
  MARKUP_METHODS,
  RANGE_METHODS,
  INT_METHODS,
];

/** Whether some built-in type has a method of this name. */
export function isMethodName(name: string): boolean {
  return TABLES.some((table) => table.has(name));
}
