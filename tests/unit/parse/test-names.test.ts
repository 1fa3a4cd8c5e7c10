import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SourceFile } from '../../../compiler/base/source.js';
import { parseYaml } from '../../../compiler/base/yaml/index.js';
import { synthesizeName, testHash } from '../../../compiler/parse/tests/name.js';

interface Recorded {
  readonly unique_id: string;
  readonly name: string;
  readonly path: string;
  readonly test_metadata: {
    readonly name: string;
    readonly namespace: string | null;
    readonly kwargs: Record<string, unknown>;
  };
}

/** What dbt made of every generic test of the recorded projects. */
const folder = join(import.meta.dirname, 'expected');
const tests = readdirSync(folder).flatMap((file) => {
  const entries = parseJson(readFileSync(join(folder, file), 'utf8'));
  return entries.filter(([section, , node]) => section === 'nodes' && node.test_metadata).map(([, , node]) => node);
});

/** JSON does not tell 3.0 from 3; YAML does. */
function parseJson(text: string): [string, string, Recorded][] {
  return text
    .split('\n')
    .filter((line) => line.includes('"test_metadata"'))
    .map((line) => parseYaml(new SourceFile('recorded', line.replace(/,$/, ''))).value as [string, string, Recorded]);
}

/** What a test is on, as its name says it. */
function target(model: string): { readonly name: string; readonly isSource: boolean } {
  const source = /source\('([^']+)', '([^']+)'\)/.exec(model);
  if (source) return { name: `${source[1]}_${source[2]}`, isSource: true };
  const [, name, version] = /ref\('([^']+)'(?:, version='([^']+)')?\)/.exec(model)!;
  return { name: version === undefined ? name! : `${name}_v${version}`, isSource: false };
}

const OWN_NAMES = [
  'a_named_relationship_with_a_rather_long_name_beyond_sixty_three_characters',
  'my_nn',
  'off_unique',
  'named_test',
  'nm2',
  'settings_among_arguments',
];

describe('names of generic tests', () => {
  it('have enough examples', () => {
    expect(tests.length).toBeGreaterThan(40);
  });

  it.each(tests.map((test) => [test.unique_id, test] as const))('%s has the id that dbt gives it', (id, test) => {
    const { test_metadata: metadata, name } = test;
    expect(`test.${id.split('.')[1]}.${name}.${testHash(name, metadata)}`).toBe(id);
    if (OWN_NAMES.includes(name)) return;
    const { name: on, isSource } = target(String(metadata.kwargs.model));
    const type = metadata.namespace === null ? metadata.name : `${metadata.namespace}_${metadata.name}`;
    const made = synthesizeName(isSource ? `source_${type}` : type, on, metadata.kwargs);
    expect(made.full).toBe(name);
    expect(`${made.short}.sql`).toBe(test.path);
  });
});
