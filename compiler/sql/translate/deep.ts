/** Generates from trees that are too deep for polyglot's stack: parts are generated first, and stand in the whole as texts. */
import { bodyOf, isObject, kindOf, raw } from './ast.js';
import type { Json, Node } from './polyglot.js';

/** Nodes whose text can stand where they stood. (Brackets are nodes of their own, so that no precedence is lost.) */
const SPLIT_AT = new Set(
  'union intersect except select and or add sub mul concat case paren function eq in cast'.split(' '),
);
/** The generator has run out of stack at 25; a trap in it leaves its stack shorter than before, so that none may happen. */
const SAFE_HEIGHT = 16;
const PART_HEIGHT = 10;

export function generateDeep(statement: Node, generate: (node: Node) => string): string {
  return generate(heightOf(statement) > SAFE_HEIGHT ? (shortened(statement, generate).value as Node) : statement);
}

/** How many nodes stand in one another. */
function heightOf(value: Json): number {
  if (typeof value !== 'object' || value === null) return 0;
  let height = 0;
  for (const item of Object.values(value)) height = Math.max(height, heightOf(item as Json));
  return height + (kindOf(value) === undefined ? 0 : 1);
}

/** The text of what `raw` has made. */
function textOf(value: Json): string {
  return String(bodyOf(value, 'raw')?.sql);
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
    // Of IN's query the generator writes the brackets itself, but not around a text.
    copy[key] = key === 'query' && kindOf(item) !== kindOf(part.value) ? raw(`(${textOf(part.value)})`) : part.value;
    height = Math.max(height, part.height);
  }
  const kind = kindOf(value);
  if (kind === undefined) return { value: copy, height };
  if (height >= PART_HEIGHT && SPLIT_AT.has(kind)) return { value: raw(generate(copy)), height: 1 };
  return { value: copy, height: height + 1 };
}
