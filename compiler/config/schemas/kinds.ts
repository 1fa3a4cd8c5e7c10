import { Float } from '../../base/scalars.js';
import { didYouMean } from '../../base/suggest.js';
import { isScalarObject } from '../../base/yaml/scalars.js';

/**
 * What a value of a YAML file may be. Null is always taken (a key without a value), and text with a template in it (it may become
 * anything once it is rendered). A list of texts: one of these.
 */
export type Kind =
  | 'any'
  | 'name'
  | 'text'
  | 'boolean'
  | 'integer'
  | 'number'
  | 'scalar'
  | 'list'
  | 'texts'
  | 'mapping'
  | 'textOrMapping'
  | 'textsOrMapping'
  | 'booleanOrMapping'
  | readonly string[];

/** The keys of a mapping and what their values may be. */
export interface Shape {
  readonly keys: Readonly<Record<string, Kind>>;
  /** Other keys may stand beside them. */
  readonly open: boolean;
}

/** Whether a mapping has only known keys, with values of their kinds. */
export function shapeFits(shape: Shape, value: unknown): boolean {
  if (value === null || typeof value !== 'object' || Array.isArray(value) || isScalarObject(value)) return true;
  for (const key in value) {
    const known = Object.hasOwn(shape.keys, key);
    if (known ? !accepts(shape.keys[key]!, (value as Record<string, unknown>)[key]) : !shape.open) return false;
  }
  return true;
}

const WORDS: Readonly<Record<Exclude<Kind, readonly string[]>, string>> = {
  any: 'any value',
  name: 'text',
  text: 'text',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  scalar: 'a single value',
  list: 'a list',
  texts: 'text or a list of texts',
  mapping: 'a mapping',
  textOrMapping: 'text or a mapping',
  textsOrMapping: 'text, a list or a mapping',
  booleanOrMapping: 'true, false or a mapping',
};

/** The kind in words, for a message: `a list`. */
export function describeKind(kind: Kind): string {
  return typeof kind === 'string' ? WORDS[kind] : `one of ${kind.join(', ')}`;
}

/** What to write in place of a value of another kind. */
export function adviceOnKind(kind: Kind, value: unknown): string | undefined {
  if (typeof kind !== 'string') return typeof value === 'string' ? didYouMean(value, kind) : undefined;
  const isScalar = value === null || typeof value !== 'object';
  switch (kind) {
    case 'boolean':
      return typeof value === 'string' ? 'Write true or false, without quotes' : undefined;
    case 'integer':
    case 'number':
      return typeof value === 'string' && /^[\d.]+$/.test(value) ? 'Write it without quotes' : undefined;
    case 'list':
      return "The items of a list begin with '- '";
    case 'texts':
      return isScalar ? `Write '${String(value)}' in quotes, or a list` : undefined;
    default:
      return undefined;
  }
}

export function accepts(kind: Kind, value: unknown): boolean {
  if (kind === 'any') return true;
  if (value === null || value === undefined) return kind !== 'name';
  if (typeof value === 'string') return acceptsText(kind, value);
  if (typeof kind !== 'string') return false;
  const list = Array.isArray(value);
  const mapping = typeof value === 'object' && !list && !isScalarObject(value);
  switch (kind) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value));
    case 'number':
      return typeof value === 'number' || typeof value === 'bigint' || value instanceof Float;
    case 'scalar':
      return !list && !mapping;
    case 'list':
      return list;
    case 'texts':
      return list && value.every((item) => item === null || typeof item === 'string');
    case 'mapping':
    case 'textOrMapping':
      return mapping;
    case 'textsOrMapping':
      return list || mapping;
    case 'booleanOrMapping':
      return typeof value === 'boolean' || mapping;
    default:
      return false;
  }
}

function acceptsText(kind: Kind, value: string): boolean {
  if (typeof kind !== 'string') return kind.includes(value.toLowerCase()) || hasTemplate(value);
  const text = kind === 'name' || kind === 'text' || kind === 'scalar' || kind.startsWith('text');
  return text || hasTemplate(value);
}

function hasTemplate(text: string): boolean {
  return text.includes('{{') || text.includes('{%');
}
