import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { macrosOf, signatureOf } from './library.js';

/** The public macros of dbt's global package: projects and packages call and override them by these names and parameters. */
const published = readFileSync(new URL('public-macros.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n');
const bySignature = new Map(macrosOf('core').map((entry) => [entry.name, signatureOf(entry)]));

describe('the core package', () => {
  it('has the 234 macros that dbt publishes', () => {
    expect(published).toHaveLength(234);
    expect(published.filter((signature) => !bySignature.has(nameOf(signature))).map(nameOf)).toEqual([]);
  });

  it.each(published)('%s', (signature) => {
    expect(bySignature.get(nameOf(signature))).toBe(signature);
  });

  it('has the generic tests and materializations', () => {
    const names = ['test_unique', 'test_not_null', 'test_accepted_values', 'test_relationships'];
    for (const kind of [
      'view',
      'table',
      'incremental',
      'materialized_view',
      'seed',
      'snapshot',
      'test',
      'unit',
      'clone',
      'function',
    ])
      names.push(`materialization_${kind}_default`);
    expect(names.filter((name) => !bySignature.has(name))).toEqual([]);
    expect(bySignature.get('test_relationships')).toBe('test_relationships(model, column_name, to, field)');
    expect(bySignature.get('test_accepted_values')).toBe('test_accepted_values(model, column_name, values, quote=)');
  });
});

function nameOf(signature: string): string {
  return signature.slice(0, signature.indexOf('('));
}
