import { loadAdapter } from '../../../compiler/adapters/registry.js';
import type { Adapter } from '../../../compiler/adapters/types.js';
import { SourceFile } from '../../../compiler/base/source.js';
import { parseTemplate } from '../../../compiler/jinja/index.js';
import type { Value } from '../../../compiler/jinja/values/index.js';

export const duckdb: Adapter = await loadAdapter('duckdb');

export type Names = Readonly<Record<string, Value>>;

export function render(template: string, names: Names): string {
  return parseTemplate(new SourceFile('test.sql', template)).render({ lookup: (name) => names[name] }).text;
}

export async function renderAsync(template: string, names: Names): Promise<string> {
  return (await parseTemplate(new SourceFile('test.sql', template)).renderAsync({ lookup: (name) => names[name] }))
    .text;
}
