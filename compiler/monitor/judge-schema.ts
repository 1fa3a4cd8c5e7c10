import { verdictOf } from './judge-bounds.js';
import type { Column, Past, SchemaChange, SchemaMonitor, Verdict } from './types.js';

interface Change {
  readonly kind: SchemaChange;
  readonly words: string;
}

/** Compares columns with those of the run before; what they are called and typed counts, not their order. */
export function judgeSchema(monitor: SchemaMonitor, columns: readonly Column[], past: readonly Past[]): Verdict {
  const counted = `${columns.length} column${columns.length === 1 ? '' : 's'}`;
  const before = past.find(({ text }) => text !== null)?.text;
  if (before === undefined || before === null)
    return { status: 'learning', message: `${counted}; there is no earlier run to compare with` };
  const ignored = new Set(monitor.ignoreColumns.map((name) => name.toLowerCase()));
  const found = changes(columnsOf(before), columns).filter(
    ({ kind, name }) => !ignored.has(name) && !monitor.allow.includes(kind),
  );
  if (found.length === 0) return { status: 'pass', message: counted };
  return {
    status: verdictOf(monitor.severity),
    message: found.map(({ words }) => words).join('; '),
    expected: { columns: columnsOf(before) },
  };
}

/** As the history keeps them. */
export function columnsText(columns: readonly Column[]): string {
  return JSON.stringify(Object.fromEntries(columns.map(({ name, type }) => [name, type])));
}

function columnsOf(text: string): readonly Column[] {
  return Object.entries(JSON.parse(text) as Record<string, string>).map(([name, type]) => ({ name, type }));
}

function changes(before: readonly Column[], now: readonly Column[]): (Change & { readonly name: string })[] {
  const keyed = (columns: readonly Column[]) => new Map(columns.map((column) => [column.name.toLowerCase(), column]));
  const [old, current] = [keyed(before), keyed(now)];
  const found: (Change & { readonly name: string })[] = [];
  for (const [name, column] of current) {
    const was = old.get(name);
    if (!was) found.push({ kind: 'added', name, words: `column ${column.name} (${column.type}) is new` });
    else if (was.type.toLowerCase() !== column.type.toLowerCase())
      found.push({ kind: 'type', name, words: `column ${column.name} is ${column.type}, was ${was.type}` });
  }
  for (const [name, column] of old)
    if (!current.has(name))
      found.push({ kind: 'removed', name, words: `column ${column.name} (${column.type}) is gone` });
  return found;
}
