/** `x.name`, `x[key]` and `x[a:b]` with Jinja's fallbacks and its sandbox's rule: no attribute that starts with `_`. */
import { typeError, valueError } from '../errors.js';
import { typeNameOf } from './core.js';
import { PyDict } from './dict.js';
import { Markup } from './markup.js';
import { methodsOf } from './method-tables.js';
import { BoundMethod } from './methods.js';
import { isInt } from './numbers.js';
import { hasSurrogates, indexOf, PyRange, PyTuple } from './sequences.js';
import { PyObject, type Value } from './types.js';
import { Undefined } from './undefined.js';

/** `object.name`: the attribute, else the item, else Undefined (`lenient`, as templates are while dbt parses). */
export function getAttribute(object: Value, name: string, lenient = false): Value {
  if (object instanceof PyObject && !(object instanceof PyDict)) {
    if (object instanceof Undefined && name.startsWith('__') && name.endsWith('__') && !object.lenient) {
      if (PYTHON_INTERNALS.has(name)) return unsafe(object, name);
      throw object.error();
    }
    const own = name.startsWith('_') && object.typeName !== 'Namespace' ? undefined : object.getAttribute(name);
    if (own !== undefined) return own;
  }
  const attribute = builtinAttribute(object, name);
  if (attribute !== undefined) return attribute;
  const found = item(object, name);
  return found === undefined ? new Undefined({ object, name, lenient }) : found;
}

/** `object[key]`: the item, else (for a text key) the attribute, else Undefined. */
export function getItem(object: Value, key: Value, lenient = false): Value {
  const found = item(object, key);
  if (found !== undefined) return found;
  if (typeof key === 'string') {
    if (object instanceof PyObject && !(object instanceof PyDict) && !key.startsWith('_')) {
      const own = object.getAttribute(key);
      if (own !== undefined) return own;
    }
    const attribute = builtinAttribute(object, key);
    if (attribute !== undefined) return attribute;
  }
  return new Undefined({ object, name: key, lenient });
}

function item(object: Value, key: Value): Value | undefined {
  if (object instanceof PyObject) {
    // An unhashable key is Python's TypeError, which Jinja takes for "no such item".
    if (object instanceof PyDict && (Array.isArray(key) || (key instanceof PyObject && key.hashKey() === undefined)))
      return undefined;
    if (object instanceof Markup) return textItem(object.text, key);
    return object.getItem(key);
  }
  if (Array.isArray(object)) {
    const index = indexOf(key, object.length);
    return index === undefined ? undefined : object[index];
  }
  return typeof object === 'string' ? textItem(object, key) : undefined;
}

function textItem(text: string, key: Value): string | undefined {
  if (!isInt(key)) return undefined;
  if (!hasSurrogates(text)) {
    const index = indexOf(key, text.length);
    return index === undefined ? undefined : text[index];
  }
  const points = [...text];
  const index = indexOf(key, points.length);
  return index === undefined ? undefined : points[index];
}

function builtinAttribute(object: Value, name: string): Value | undefined {
  if (name.startsWith('_'))
    return PYTHON_INTERNALS.has(name) || hasInternal(object, name) ? unsafe(object, name) : undefined;
  const method = methodsOf(object)?.get(name);
  if (method) return new BoundMethod(name, object, method);
  if (isInt(object)) {
    if (name === 'real' || name === 'numerator') return typeof object === 'boolean' ? Number(object) : object;
    if (name === 'imag') return 0;
    if (name === 'denominator') return 1;
  }
  return undefined;
}

function unsafe(object: Value, name: string): Undefined {
  const hint = `access to attribute '${name}' of '${typeNameOf(object)}' object is unsafe.`;
  return new Undefined({ hint, object, name, kind: 'SecurityError', lenient: false });
}

/** Attributes that every Python object has. */
const PYTHON_INTERNALS: ReadonlySet<string> = new Set(
  (
    '__class__ __delattr__ __dir__ __doc__ __eq__ __format__ __ge__ __getattribute__ __getstate__ __gt__ __hash__ __init__ ' +
    '__init_subclass__ __le__ __lt__ __ne__ __new__ __reduce__ __reduce_ex__ __repr__ __setattr__ __sizeof__ __str__ __subclasshook__'
  ).split(' '),
);

const CONTAINER = ' __len__ __getitem__ __contains__ __iter__';
const NUMBER =
  ' __add__ __sub__ __mul__ __truediv__ __floordiv__ __mod__ __pow__ __neg__ __pos__ __abs__ __bool__ __int__ __float__ __radd__ __rsub__ __rmul__ __divmod__ __round__ __trunc__ __floor__ __ceil__ __getnewargs__';
/** Further ones of the built-in types. */
const INTERNALS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    str: `__add__ __mul__ __mod__ __rmod__ __rmul__ __getnewargs__${CONTAINER}`,
    list: `__add__ __mul__ __iadd__ __imul__ __rmul__ __setitem__ __delitem__ __reversed__ __class_getitem__${CONTAINER}`,
    tuple: `__add__ __mul__ __rmul__ __getnewargs__ __class_getitem__${CONTAINER}`,
    dict: `__setitem__ __delitem__ __reversed__ __or__ __ior__ __ror__ __class_getitem__${CONTAINER}`,
    set: `__and__ __or__ __sub__ __xor__ __len__ __contains__ __iter__ __class_getitem__`,
    int: `${NUMBER} __and__ __or__ __xor__ __invert__ __lshift__ __rshift__ __index__`,
    bool: `${NUMBER} __and__ __or__ __xor__ __invert__ __lshift__ __rshift__ __index__`,
    float: NUMBER,
    NoneType: '__bool__',
    function:
      '__call__ __globals__ __code__ __closure__ __defaults__ __kwdefaults__ __dict__ __module__ __name__ __qualname__ __annotations__ __get__ __wrapped__ __builtins__',
    builtin_function_or_method: '__call__ __self__ __name__ __qualname__ __module__ __text_signature__',
    Macro: '__call__ __dict__ __module__ __weakref__ _func _environment _argument_count _invoke _default_autoescape',
    generator: '__iter__ __next__ __del__ __name__ __qualname__',
    Namespace: '__dict__ __module__ __weakref__ __setitem__',
    Undefined: '__slots__ __module__',
  }).map(([type, names]) => [type, new Set(names.trim().split(/\s+/))]),
);

function hasInternal(object: Value, name: string): boolean {
  return INTERNALS.get(typeNameOf(object))?.has(name) ?? false;
}

/** `object[start:stop:step]`; a part that is left out is undefined. */
export function getSlice(object: Value, start?: Value, stop?: Value, step?: Value): Value {
  if (object instanceof PyDict) throw typeError("unhashable type: 'slice'");
  if (object instanceof Undefined) {
    if (object.lenient) return object;
    throw object.error();
  }
  if (object instanceof Markup) return new Markup(getSlice(object.text, start, stop, step) as string);
  if (typeof object === 'string') {
    const astral = hasSurrogates(object);
    const points: ArrayLike<string> = astral ? [...object] : object;
    const [from, to, by] = sliceIndices(points.length, start, stop, step);
    if (by === 1 && !astral) return object.slice(from, Math.max(from, to));
    return pick(points, from, to, by).join('');
  }
  const items = Array.isArray(object) ? object : object instanceof PyTuple ? object.items : undefined;
  if (items) {
    const [from, to, by] = sliceIndices(items.length, start, stop, step);
    const picked = by === 1 ? items.slice(from, Math.max(from, to)) : pick(items, from, to, by);
    return Array.isArray(object) ? picked : new PyTuple(picked);
  }
  if (object instanceof PyRange) {
    const [from, to, by] = sliceIndices(object.length(), start, stop, step);
    return new PyRange(object.at(from), object.at(to), object.step * by);
  }
  const own = object instanceof PyObject ? object.slice?.(start, stop, step) : undefined;
  if (own !== undefined) return own;
  throw typeError(`'${typeNameOf(object)}' object is not subscriptable`);
}

function pick<T>(items: ArrayLike<T>, from: number, to: number, by: number): T[] {
  const picked: T[] = [];
  for (let i = from; by > 0 ? i < to : i > to; i += by) picked.push(items[i]!);
  return picked;
}

/** Python's slice.indices(). */
export function sliceIndices(length: number, start?: Value, stop?: Value, step?: Value): [number, number, number] {
  const by = step === undefined || step === null ? 1 : sliceIndex(step);
  if (by === 0) throw valueError('slice step cannot be zero');
  const clamp = (value: Value | undefined, otherwise: number) => {
    if (value === undefined || value === null) return otherwise;
    const index = sliceIndex(value);
    const absolute = index < 0 ? index + length : index;
    return by > 0 ? Math.min(Math.max(absolute, 0), length) : Math.min(Math.max(absolute, -1), length - 1);
  };
  return [clamp(start, by > 0 ? 0 : length - 1), clamp(stop, by > 0 ? length : -1), by];
}

function sliceIndex(value: Value): number {
  if (isInt(value)) return Number(value);
  throw typeError('slice indices must be integers or None or have an __index__ method');
}
