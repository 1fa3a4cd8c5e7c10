import type { RefCall, SourceCall } from './types.js';

export type Reference =
  | ({ readonly kind: 'ref' } & RefCall)
  | ({ readonly kind: 'source' } & SourceCall)
  | { readonly kind: 'metric'; readonly name: string; readonly package: string | null };

const CALL = /^\s*(ref|source|metric)\s*\(([\s\S]*)\)\s*$/;
const ARGUMENT =
  /\s*(?:([A-Za-z_]\w*)\s*=\s*)?(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([-+]?\d+(?:\.\d+)?)|(None|none))\s*(?:,|$)/y;

/** The literal call that a text is: `ref('orders', v=2)`, `source('raw', 'orders')`. Undefined for anything else. */
export function parseReference(text: string): Reference | undefined {
  const match = CALL.exec(text.replace(/^\s*\{\{|\}\}\s*$/g, ''));
  if (!match) return undefined;
  const positional: string[] = [];
  const named = new Map<string, string | number | null>();
  const rest = match[2]!;
  for (let at = 0; rest.slice(at).trim() !== ''; at = ARGUMENT.lastIndex) {
    ARGUMENT.lastIndex = at;
    const argument = ARGUMENT.exec(rest);
    if (!argument) return undefined;
    const [, key, single, double, number] = argument;
    const value = single ?? double ?? (number === undefined ? null : Number(number));
    if (key !== undefined) named.set(key, value);
    else if (typeof value !== 'string') return undefined;
    else positional.push(value);
  }
  const [first, second] = positional;
  if (first === undefined || positional.length > 2) return undefined;
  if (match[1] === 'source') return second === undefined ? undefined : { kind: 'source', source: first, table: second };
  const name = second ?? first;
  const packageName = second === undefined ? null : first;
  if (match[1] === 'metric') return { kind: 'metric', name, package: packageName };
  return { kind: 'ref', name, package: packageName, version: named.get('v') ?? named.get('version') ?? null };
}
