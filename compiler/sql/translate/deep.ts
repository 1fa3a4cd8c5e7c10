/** Generates from trees that are too deep for polyglot's stack: parts are generated first, and stand in the whole as texts. */
import { isObject, kindOf, raw } from './ast.js';
import type { Json, Node } from './polyglot.js';

/** Nodes whose text can stand where they stood. (Brackets are nodes of their own, so that no precedence is lost.) */
const SPLIT_AT = new Set(
  'union intersect except select and or add sub mul concat case paren function eq in cast'.split(' '),
);
const HEIGHT = 12;

export function generateDeep(statement: Node, generate: (node: Node) => string): string {
  try {
    return generate(statement);
  } catch (error) {
    if (!/call stack/i.test(String(error))) throw error;
    return generate(shortened(statement, generate).value as Node);
  }
}

interface Shortened {
  readonly value: Json;
  readonly height: number;
}

function shortened(value: Json, generate: (node: Node) => string): Shortened {
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map((item) => shortened(item, generate));
    return { value: items.map((item) => item.value), height: Math.max(0, ...items.map((item) => item.height)) };
  }
  if (!isObject(value)) return { value, height: 0 };
  const copy: Record<string, Json> = {};
  let height = 0;
  for (const [key, item] of Object.entries(value)) {
    const part = shortened(item, generate);
    copy[key] = part.value;
    height = Math.max(height, part.height);
  }
  const kind = kindOf(value);
  if (kind === undefined) return { value: copy, height };
  if (height >= HEIGHT && SPLIT_AT.has(kind)) return { value: raw(generate(copy)), height: 1 };
  return { value: copy, height: height + 1 };
}
