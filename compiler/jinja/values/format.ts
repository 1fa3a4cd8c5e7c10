/** `'…'.format(…)`, as Jinja's sandbox does it: fields reach attributes by the template's own rules. */
import { indexError, TemplateError, typeError, valueError } from '../errors.js';
import { getAttribute, getItem } from './attributes.js';
import { reprOf, textOf, typeNameOf } from './core.js';
import { PyDict } from './dict.js';
import { formatValue } from './format-spec.js';
import { checkTextLength } from './limits.js';
import { stringOf } from './markup.js';
import type { Value } from './types.js';
import { Undefined } from './undefined.js';

type Named = ReadonlyMap<string, Value> | Value;

interface State {
  readonly positional: readonly Value[];
  readonly named: Named;
  /** Next automatic number; undefined once numbers were given. */
  next: number | undefined;
  automatic: boolean;
}

export function formatText(template: string, positional: readonly Value[], named: Named): string {
  return expand(template, { positional, named, next: 0, automatic: false }, 2);
}

function expand(template: string, state: State, depth: number): string {
  if (depth < 0) throw valueError('Max string recursion exceeded');
  const parts: string[] = [];
  let length = 0;
  let from = 0;
  while (from < template.length) {
    const at = nextBrace(template, from);
    parts.push(template.slice(from, at));
    if (at >= template.length) break;
    if (template[at + 1] === template[at]) {
      parts.push(template[at]!);
      from = at + 2;
      continue;
    }
    if (template[at] === '}') throw valueError("Single '}' encountered in format string");
    if (at + 1 >= template.length) throw valueError("Single '{' encountered in format string");
    const end = fieldEnd(template, at + 1);
    const text = field(template.slice(at + 1, end), state, depth);
    length += text.length;
    checkTextLength(length);
    parts.push(text);
    from = end + 1;
  }
  return parts.join('');
}

function nextBrace(template: string, from: number): number {
  for (let i = from; i < template.length; i++) if (template[i] === '{' || template[i] === '}') return i;
  return template.length;
}

function fieldEnd(template: string, from: number): number {
  let depth = 1;
  for (let i = from; i < template.length; i++) {
    if (template[i] === '{') depth++;
    else if (template[i] === '}' && --depth === 0) return i;
  }
  throw valueError("expected '}' before end of string");
}

/** Where name, conversion and spec of a field part; a `[…]` may hold any of the separators. */
function splitField(source: string): { name: string; conversion: string | undefined; spec: string } {
  let i = 0;
  let bracket = false;
  for (; i < source.length; i++) {
    const c = source[i]!;
    if (c === '[') bracket = true;
    else if (c === ']') bracket = false;
    else if (c === '{') throw valueError("unexpected '{' in field name");
    else if (!bracket && (c === '!' || c === ':')) break;
  }
  const name = source.slice(0, i);
  if (source[i] !== '!') return { name, conversion: undefined, spec: source.slice(i + 1) };
  const conversion = source[i + 1];
  if (conversion === undefined) throw valueError("unmatched '{' in format spec");
  if (i + 2 < source.length && source[i + 2] !== ':') throw valueError("expected ':' after conversion specifier");
  return { name, conversion, spec: source.slice(i + 3) };
}

function field(source: string, state: State, depth: number): string {
  const { name, conversion, spec } = splitField(source);
  let value = resolve(name, state);
  if (conversion === 's') value = textOf(value);
  else if (conversion === 'r' || conversion === 'a') value = reprOf(value);
  else if (conversion !== undefined) throw valueError(`Unknown conversion specifier ${conversion}`);
  return formatValue(value, expand(spec, state, depth - 1));
}

function resolve(name: string, state: State): Value {
  const first = /^[^.[]*/.exec(name)![0];
  let value = lookup(first, state);
  let rest = name.slice(first.length);
  while (rest !== '') {
    const step = /^(?:\.([^.[]*)|\[([^\]]*)\])/.exec(rest);
    if (!step)
      throw valueError(
        rest.startsWith('[')
          ? "Missing ']' in format string"
          : "Only '.' or '[' may follow ']' in format field specifier",
      );
    const [whole, attribute, item] = step;
    if ((attribute ?? item) === '') throw valueError('Empty attribute in format string');
    value =
      attribute !== undefined
        ? getAttribute(value, attribute)
        : getItem(value, /^\d+$/.test(item!) ? Number(item) : item!);
    rest = rest.slice(whole.length);
  }
  return value;
}

function lookup(first: string, state: State): Value {
  if (first === '' || /^\d+$/.test(first)) {
    const index = first === '' ? automatic(state) : manual(state, Number(first));
    const value = state.positional[index];
    if (value === undefined) throw indexError('tuple index out of range');
    return value;
  }
  if (state.named instanceof Map) {
    const value = state.named.get(first);
    if (value === undefined) throw new TemplateError('KeyError', reprOf(first));
    return value;
  }
  const mapping = state.named as Value;
  if (!(mapping instanceof PyDict)) {
    if (mapping instanceof Undefined) throw mapping.error();
    const list = Array.isArray(mapping) ? 'list indices must be integers or slices, not str' : undefined;
    throw typeError(
      list ??
        (stringOf(mapping) !== undefined
          ? "string indices must be integers, not 'str'"
          : `'${typeNameOf(mapping)}' object is not subscriptable`),
    );
  }
  const value = mapping.get(first);
  if (value === undefined) throw new TemplateError('KeyError', reprOf(first));
  return value;
}

function automatic(state: State): number {
  if (state.next === undefined)
    throw valueError('cannot switch from manual field specification to automatic field numbering');
  state.automatic = true;
  return state.next++;
}

function manual(state: State, index: number): number {
  if (state.automatic) throw valueError('cannot switch from manual field specification to automatic field numbering');
  state.next = undefined;
  return index;
}
