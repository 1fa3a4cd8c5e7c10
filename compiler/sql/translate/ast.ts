/** polyglot's syntax tree: a node is `{ kind: body }`; helpers to read and make nodes. Nothing is changed in place. */
import type { Json, Node } from './polyglot.js';

export type Body = { readonly [key: string]: Json };

export function isObject(value: Json | undefined): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The kind of a node: its only key. */
export function kindOf(node: Json | undefined): string | undefined {
  if (!isObject(node)) return undefined;
  const keys = Object.keys(node);
  return keys.length === 1 && isObject(node[keys[0]!]) ? keys[0] : undefined;
}

export function bodyOf(node: Json | undefined, kind: string): Body | undefined {
  const body = isObject(node) ? node[kind] : undefined;
  return isObject(body) && kindOf(node) === kind ? body : undefined;
}

/** Rebuilds a tree from its leaves up; `change` is given each node whose parts have been changed already, `plain` every other object. */
export function rewrite(
  value: Json,
  change: (node: Node, kind: string) => Json,
  plain: (object: Body) => Body = (object) => object,
): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => rewrite(item, change, plain));
  if (!isObject(value)) return value;
  const copy: Record<string, Json> = {};
  for (const [key, item] of Object.entries(value)) {
    copy[key] = typeof item === 'object' && item !== null && key !== 'span' ? rewrite(item, change, plain) : item;
  }
  const kind = kindOf(copy);
  return kind === undefined ? plain(copy) : change(copy, kind);
}

/** An identifier is `{ name, quoted, … }`, which no node is. */
export function isIdentifier(
  value: Json | undefined,
): value is Body & { readonly name: string; readonly quoted: boolean } {
  return isObject(value) && typeof value.name === 'string' && typeof value.quoted === 'boolean' && !('args' in value);
}

export function identifier(name: string, quoted = true): Body {
  return { name, quoted, trailing_comments: [], span: null };
}

export function call(name: string, ...args: readonly Json[]): Node {
  return {
    function: {
      name,
      args,
      distinct: false,
      trailing_comments: [],
      use_bracket_syntax: false,
      no_parens: false,
      quoted: false,
    },
  };
}

export function text(value: string): Node {
  return { literal: { literal_type: 'string', value } };
}

export function number(value: number | string): Node {
  return { literal: { literal_type: 'number', value: String(value) } };
}

/** SQL of the target that is written as it is. */
export function raw(sql: string): Node {
  return { raw: { sql } };
}

/** The value of a literal, or the name of a bare word: a date part can be written both ways. */
export function wordOf(node: Json | undefined): string | undefined {
  const literal = bodyOf(node, 'literal') ?? bodyOf(node, 'var');
  const value = literal?.value ?? literal?.this;
  if (typeof value === 'string') return value;
  const column = bodyOf(node, 'column');
  return column && !column.table && isIdentifier(column.name) ? column.name.name : undefined;
}
