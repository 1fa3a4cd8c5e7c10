/** The values of templates: what other folders may import of them. */

export { TemplateError } from '../errors.js';
export { getAttribute, getItem, getSlice } from './attributes.js';
export type { Suspendable } from './callable.js';
export {
  asCallable,
  asyncFunction,
  bindArguments,
  callValue,
  generatorFunction,
  hostFunction,
  isCallable,
  NO_ARGUMENTS,
  PyCallable,
  positionalArguments,
} from './callable.js';
export { compare, contains, orderOf } from './comparisons.js';
export { fromValue, toValue } from './convert.js';
export { equals, hashKey, reprOf, textOf, truthy, typeNameOf } from './core.js';
export { PyDate, PyDateTime, PyTime } from './date.js';
export { PyDecimal } from './decimal.js';
export { LazyDict, PyDict } from './dict.js';
export { HostObject, Namespace } from './host.js';
export { Markup, stringOf } from './markup.js';
export { float, int, isFloat, isInt, numericOf, PyFloat } from './numbers.js';
export { iterate, lengthOf, PyIterator, PyRange, PyTuple } from './sequences.js';
export { PySet } from './set.js';
export { PyTimedelta } from './timedelta.js';
export type { BinaryOperator, CallArguments, Value } from './types.js';
export { PyObject } from './types.js';
export { Undefined } from './undefined.js';
export { PyFixedTimezone, PyTimezone } from './zones.js';
