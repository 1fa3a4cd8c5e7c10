import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { QuernError } from '../../compiler/base/diagnostics.js';
import type { SelectionOptions } from '../../compiler/graph/types.js';
import { openProject, type Project } from '../../compiler/project.js';

// What dbt 1.12 listed of the project; see tests/unit/graph/selection/record.py.
const golden = join(import.meta.dirname, '../unit/graph/selection');
const answers = JSON.parse(readFileSync(join(golden, 'answers.json'), 'utf8')) as {
  readonly arguments: readonly string[];
  readonly selected: readonly string[];
  readonly error?: string;
}[];

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'quern-selection-'));
  cpSync(join(golden, 'project'), dir, { recursive: true });
  mkdirSync(join(dir, 'dbt_packages'));
  cpSync(join(dir, 'packages/helper'), join(dir, 'dbt_packages/helper'), { recursive: true });
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function optionsOf(args: readonly string[]): SelectionOptions {
  const all = (flag: string) => args.filter((_, at) => args[at - 1] === flag);
  return {
    select: all('--select'),
    exclude: all('--exclude'),
    ...(args.includes('--selector') ? { selector: all('--selector')[0]! } : {}),
    resourceTypes: all('--resource-type'),
    excludeResourceTypes: all('--exclude-resource-type'),
    indirectSelection: (all('--indirect-selection')[0] ?? 'eager') as SelectionOptions['indirectSelection'],
  };
}

describe.each(['parsed', 'out of the cache'])('the resources that dbt lists, %s', () => {
  let project: Project;
  beforeAll(async () => {
    const invocation = {
      command: 'list',
      cwd: dir,
      env: {},
      options: { profilesDir: dir },
      invocationId: 'x',
      startedAt: new Date(),
    };
    project = await openProject(invocation, { events: () => {} });
    await project.parse();
  });
  afterAll(() => project.close());

  it.each(answers.map((answer) => [answer.arguments.join(' '), answer] as const))('%s', async (_, answer) => {
    const listed = project.list(optionsOf(answer.arguments)).then((nodes) => nodes.map((node) => node.uniqueId).sort());
    if (answer.error !== undefined) await expect(listed).rejects.toThrow(QuernError);
    else expect(await listed).toEqual(answer.selected);
  });
});
