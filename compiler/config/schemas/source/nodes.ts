import type { ConfigKind } from '../config-keys.js';
import type { Kind } from '../kinds.js';

/** One place of a schema, from which both JSON Schemas are made: the strict one that is published, and the one that is compiled. */
export interface SchemaNode {
  readonly kind: Kind;
  readonly description?: string;
  /** Keys that mean something; others are unknown unless `open`. */
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly open?: boolean;
  /** Of a list's items. */
  readonly items?: SchemaNode;
  /** Of a mapping's values, whatever their keys. */
  readonly values?: SchemaNode;
  /** A shared definition: its name. */
  readonly ref?: string;
  /** What is in it is checked by who reads it: only the published schema says it. */
  readonly elsewhere?: boolean;
  /** A `config:` mapping: its keys are checked against this table, not by compiled code, which would be ten times the size. */
  readonly config?: ConfigKind;
}

export interface SchemaSource {
  readonly title: string;
  readonly root: SchemaNode;
  readonly definitions: Readonly<Record<string, SchemaNode>>;
}

type Properties = Readonly<Record<string, SchemaNode>>;

const of =
  (kind: Kind) =>
  (description?: string): SchemaNode => ({ kind, ...(description ? { description } : {}) });

export const any = of('any');
export const name = of('name');
export const text = of('text');
export const flag = of('boolean');
export const integer = of('integer');
export const number = of('number');
export const scalar = of('scalar');
export const texts = of('texts');
export const mapping = of('mapping');

export function choice(values: readonly string[], description?: string): SchemaNode {
  return { kind: values, ...(description ? { description } : {}) };
}

export function ref(definition: string, description?: string): SchemaNode {
  return { kind: 'any', ref: definition, ...(description ? { description } : {}) };
}

export function list(items: SchemaNode, description?: string): SchemaNode {
  return { kind: 'list', items, ...(description ? { description } : {}) };
}

export function map(values: SchemaNode, description?: string): SchemaNode {
  return { kind: 'mapping', values, ...(description ? { description } : {}) };
}

/** A mapping of known keys. */
export function object(description: string, properties: Properties, required: readonly string[] = []): SchemaNode {
  return { kind: 'mapping', description, properties, required };
}

/** A mapping of which only some keys are known. */
export function open(description: string, properties: Properties, kind: Kind = 'mapping'): SchemaNode {
  return { kind, description, properties, open: true };
}
