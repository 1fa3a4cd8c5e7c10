/** Attribute paths (`attribute='a.b'`) of filters. */
import { getItem } from '../values/attributes.js';
import { stringOf } from '../values/markup.js';
import type { Value } from '../values/types.js';
import { Undefined } from '../values/undefined.js';

type Getter = (item: Value) => Value;

function parts(attribute: Value): readonly Value[] {
  if (attribute === null) return [];
  const text = stringOf(attribute);
  return text === undefined
    ? [attribute]
    : text.split('.').map((part) => (/^\p{Nd}+$/u.test(part) ? Number(part) : part));
}

/** Text without case; everything else as it is. */
export function ignoreCase(value: Value): Value {
  return stringOf(value)?.toLowerCase() ?? value;
}

/** Reads an attribute path; `missing` replaces undefined values on the way. */
export function attributeGetter(attribute: Value, after?: Getter, missing: Value = null): Getter {
  const path = parts(attribute);
  return (item) => {
    let value = item;
    for (const part of path) {
      value = getItem(value, part);
      if (missing !== null && value instanceof Undefined) value = missing;
    }
    return after ? after(value) : value;
  };
}

/** Reads several attribute paths, separated by commas. */
export function attributesGetter(attribute: Value, after?: Getter): (item: Value) => Value[] {
  const text = attribute === null ? undefined : stringOf(attribute);
  const getters = (text === undefined ? [attribute] : text.split(',')).map((path) => attributeGetter(path, after));
  return (item) => getters.map((get) => get(item));
}
