import { describe, expect, it } from 'vitest';
import { adapterNames, loadAdapter } from '../../compiler/adapters/registry.js';
import { QuernError } from '../../compiler/base/diagnostics.js';

describe('the adapter registry', () => {
  it('suggests a name that is near', async () => {
    const error = (await loadAdapter('duckbd').catch((e: unknown) => e)) as QuernError;
    expect(error).toBeInstanceOf(QuernError);
    expect(error.diagnostics[0]).toMatchObject({ code: 'ADP001', hint: "Did you mean 'duckdb'?" });
    expect(((await loadAdapter('constructor').catch((e: unknown) => e)) as QuernError).diagnostics[0]).toMatchObject({
      code: 'ADP001',
    });
  });

  it.each(adapterNames())('%s parses a profile and says how names are quoted', async (name) => {
    const adapter = await loadAdapter(name);
    expect(adapter.name).toBe(name);
    expect(adapter.macroPrefixes[0]).toBe(name);
    expect(adapter.dialect.quote('a')).toBe(`${adapter.dialect.quoteCharacter}a${adapter.dialect.quoteCharacter}`);
    expect(adapter.traits.relation.className).toMatch(/Relation$/);
  });

  it.each([
    ['postgres', { host: 'h', user: 'u', password: 'p', dbname: 'd', schema: 's' }, ['d', 's']],
    ['snowflake', { account: 'a_b', user: 'u', database: 'd', schema: 's' }, ['d', 's']],
    ['bigquery', { method: 'oauth', project: 'p', dataset: 's' }, ['p', 's']],
  ])('%s reads a profile without its driver', async (name, output, [database, schema]) => {
    const adapter = await loadAdapter(name);
    const resolved = adapter.resolveCredentials({ type: name, ...output });
    expect(resolved).toMatchObject({ database, schema, problems: [] });
    expect(adapter.resolveCredentials({ type: name }).problems.length).toBeGreaterThan(0);
  });

  it('never shows passwords', async () => {
    for (const name of adapterNames()) {
      expect(
        (await loadAdapter(name)).publicKeys.filter((key) => /password|secret|token|private_key|keyfile/.test(key)),
      ).toEqual([]);
    }
  });
});
