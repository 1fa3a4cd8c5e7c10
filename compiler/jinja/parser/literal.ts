import { SourceFile } from '../../base/source.js';
import { TemplateError } from '../errors.js';
import { PyDict } from '../values/dict.js';
import { negate } from '../values/operators.js';
import { PyTuple } from '../values/sequences.js';
import type { Value } from '../values/types.js';
import type * as n from './nodes.js';
import { parseExpressionText } from './parser.js';

/** The value of an expression of literals only; undefined if it is none. */
export function constantOf(node: n.Expression): Value | undefined {
  switch (node.kind) {
    case 'literal':
      return node.value;
    case 'list':
      return allOf(node.children);
    case 'tuple': {
      const items = allOf(node.children);
      return items && new PyTuple(items);
    }
    case 'dict': {
      const items = allOf(node.children.flat());
      if (!items) return undefined;
      const dict = new PyDict();
      for (let i = 0; i < items.length; i += 2) {
        const key = items[i]!;
        if (Array.isArray(key) || key instanceof PyDict) return undefined;
        dict.set(key, items[i + 1]!);
      }
      return dict;
    }
    case 'unary': {
      const value = node.operator === '-' ? constantOf(node.target) : undefined;
      return typeof value === 'number' || typeof value === 'bigint' ? negate(value) : undefined;
    }
    default:
      return undefined;
  }
}

function allOf(nodes: readonly n.Expression[]): Value[] | undefined {
  const values: Value[] = [];
  for (const node of nodes) {
    const value = constantOf(node);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

/** Python's literal_eval: the value of a literal; undefined if the text is none. */
export function literalOf(text: string): Value | undefined {
  // Jinja knows these lower-case words, Python does not.
  if (/\b(?:true|false|none)\b/.test(text)) return undefined;
  try {
    return constantOf(parseExpressionText(new SourceFile('', text.trim())));
  } catch (error) {
    if (error instanceof TemplateError) return undefined;
    throw error;
  }
}
