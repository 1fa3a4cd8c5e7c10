import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { QuernError } from '../../compiler/base/diagnostics.js';
import type { SelectionOptions } from '../../compiler/graph/types.js';
import { openProject } from '../../compiler/project.js';
import { quern } from './cli.js';

// What dbt 1.12 makes of each selectors.yml; see tests/golden/selectors/record.py.
const golden = join(import.meta.dirname, '../golden/selectors');
interface Answer {
  readonly case: string;
  readonly text: string;
  /** Null where dbt refuses the file. */
  readonly manifest: unknown;
  /** What is selected, or what dbt says against it. */
  readonly named: readonly string[] | string;
  readonly plain: readonly string[] | string;
}
const answers = JSON.parse(readFileSync(join(golden, 'answers.json'), 'utf8')) as Answer[];

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'quern-selectors-'));
  cpSync(join(golden, 'project'), dir, { recursive: true });
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const ALL: SelectionOptions = {
  select: [],
  exclude: [],
  resourceTypes: [],
  excludeResourceTypes: [],
  indirectSelection: 'eager',
};

async function list(selector?: string): Promise<readonly string[] | QuernError> {
  const options = { profilesDir: dir };
  const invocation = { command: 'list', cwd: dir, env: {}, options, invocationId: 'x', startedAt: new Date() };
  try {
    const project = await openProject(invocation, { events: () => {} });
    try {
      const nodes = await project.list(selector === undefined ? ALL : { ...ALL, selector });
      return nodes.map((node) => node.uniqueId).sort();
    } finally {
      await project.close();
    }
  } catch (error) {
    if (error instanceof QuernError) return error;
    throw error;
  }
}

describe('selectors.yml as dbt reads it', () => {
  it.each(answers.map((answer) => [answer.case, answer] as const))('%s', async (_, answer) => {
    writeFileSync(join(dir, 'selectors.yml'), answer.text);
    for (const [name, expected] of [
      ['a', answer.named],
      [undefined, answer.plain],
    ] as const) {
      const found = await list(name);
      if (typeof expected === 'string') expect(found).toBeInstanceOf(QuernError);
      else expect(found).toEqual(expected);
      // Where the file is wrong, not only what is asked of it, the place is told.
      if (answer.manifest === null)
        for (const { span } of (found as QuernError).diagnostics) expect(span?.file.path).toBe('selectors.yml');
    }
    if (answer.manifest === null) return;
    const { selectors } = JSON.parse(readFileSync(join(dir, 'target/manifest.json'), 'utf8'));
    expect(selectors).toEqual(answer.manifest);
  });
});

it('tells of all that is wrong at once, and of keys that nobody reads', () => {
  writeFileSync(
    join(dir, 'selectors.yml'),
    `selectors:
  - name: nightly
    definition:
      union:
        - {method: tag, value: nightly, childs: true}
        - 'tagg:x'
  - name: other
    defualt: true
    definition: {method: fqn, value: a, parents: true, parents_depth: far}
`,
  );
  const { code, output } = quern(dir, ['ls', '--profiles-dir', '.']);
  expect(code).toBe(2);
  expect(output).toMatch(/SEL001.*'tagg'[\s\S]*selectors\.yml:6:11/);
  expect(output).toMatch(/SEL006.*'defualt'[\s\S]*selectors\.yml:8:5[\s\S]*Did you mean 'default'/);
  expect(output).toMatch(/SEL006.*'parents_depth' must be a whole number[\s\S]*selectors\.yml:9:17/);
  writeFileSync(
    join(dir, 'selectors.yml'),
    'selectors:\n  - {name: a, definition: {method: fqn, value: stg, childern: true}}\n',
  );
  const warned = quern(dir, ['ls', '--profiles-dir', '.', '--selector', 'a']);
  expect(warned.code).toBe(0);
  expect(warned.stderr).toMatch(/SEL012.*'childern' has no effect[\s\S]*Did you mean 'children'/);
});
