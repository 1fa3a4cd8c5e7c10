import { type CallArguments, PyDict, type Value } from '../../jinja/values/index.js';

/** The argument at a position or of a name; undefined if it was not given. Other names are left alone. */
export function argument(args: CallArguments, position: number, name: string): Value | undefined {
  return args.positional[position] ?? args.named.get(name);
}

/** A text, or null for None and what was not given. */
export function textOrNull(value: Value | undefined): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'string'
    ? value
    : typeof value === 'object' && !Array.isArray(value)
      ? value.toText()
      : String(value);
}

/** The entries of a dict, or of a record such as a quote policy; none for anything else. */
export function entriesOf(value: Value | undefined): readonly (readonly [string, Value])[] {
  if (value instanceof PyDict) return [...value.entries()].map(([key, item]) => [String(key), item] as const);
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && 'fields' in value) {
    return Object.entries((value as unknown as { readonly fields: Readonly<Record<string, Value>> }).fields);
  }
  return [];
}
