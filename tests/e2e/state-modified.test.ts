import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { QuernError } from '../../compiler/base/diagnostics.js';
import type { QuernEvent } from '../../compiler/base/events.js';
import type { SelectionOptions } from '../../compiler/graph/types.js';
import { openProject, type Project } from '../../compiler/project.js';
import { quern } from './cli.js';

// What dbt 1.12 selected after each change; see tests/golden/state/record.py.
const golden = join(import.meta.dirname, '../golden/state');

interface Large {
  readonly text: string;
  readonly repeated: string;
  readonly times: number;
}
interface Answer {
  readonly change: string;
  readonly edits: Readonly<Record<string, null | string | Large | readonly (readonly [old: string, now: string])[]>>;
  readonly options: readonly string[];
  readonly selected: Readonly<Record<string, readonly string[]>>;
  readonly told: Readonly<Record<string, readonly string[]>>;
  readonly errors: Readonly<Record<string, string>>;
}
const answers = JSON.parse(readFileSync(join(golden, 'answers.json'), 'utf8')) as Answer[];

let base: string;
/** Manifests of the project before any change: quern's, and the one that dbt wrote. */
const states: { readonly by: string; readonly folder: () => string }[] = [
  { by: 'quern', folder: () => join(base, 'before/target') },
  { by: 'dbt', folder: () => golden },
];
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'quern-state-'));
  copyProject('before', {});
  const answer = quern(join(base, 'before'), ['parse', '--profiles-dir', '.']);
  expect(answer.code, answer.output).toBe(0);
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

function copyProject(name: string, edits: Answer['edits']): string {
  const dir = join(base, name);
  cpSync(join(golden, 'project'), dir, { recursive: true });
  for (const [file, change] of Object.entries(edits)) {
    const path = join(dir, file);
    mkdirSync(dirname(path), { recursive: true });
    if (change === null) rmSync(path);
    else if (typeof change === 'string') writeFileSync(path, change);
    else if ('times' in change) writeFileSync(path, change.text + change.repeated.repeat(change.times));
    else {
      const text = change.reduce((before, [old, now]) => before.replaceAll(old, now), readFileSync(path, 'utf8'));
      writeFileSync(path, text);
    }
  }
  return dir;
}

const OPTIONS: Readonly<Record<string, string>> = {
  '--target': 'target',
  '--vars': 'vars',
  '--maximum-seed-size-mib': 'maximumSeedSizeMib',
};

async function open(dir: string, answer: Answer, state: string, told: QuernEvent[]): Promise<Project> {
  const options: Record<string, unknown> = { state, profilesDir: dir };
  for (let at = 0; at < answer.options.length; at += 2) options[OPTIONS[answer.options[at]!]!] = answer.options[at + 1];
  return await openProject(
    { command: 'list', cwd: dir, env: {}, options, invocationId: 'test', startedAt: new Date('2025-01-01T00:00:00Z') },
    { events: (event) => told.push(event) },
  );
}

const ask = (select: string): SelectionOptions => ({
  select: [select],
  exclude: [],
  resourceTypes: ['all'],
  excludeResourceTypes: [],
  indirectSelection: 'empty',
});

describe.each(states)('state: as dbt, against a manifest by $by', ({ folder }) => {
  it.each(answers.map((answer, at) => [answer.change, at] as const))('%s', async (_, at) => {
    const answer = answers[at]!;
    const dir = copyProject(`p${at}-${states.findIndex((state) => state.folder === folder)}`, answer.edits);
    const selected: Record<string, readonly string[]> = {};
    const told: Record<string, readonly string[]> = {};
    const errors: string[] = [];
    const wanted = [...Object.keys(answer.selected), ...Object.keys(answer.errors)];
    // What is told once a run is asked for in a run of its own.
    const alone = Object.keys(answer.told).length > 0 || Object.keys(answer.errors).length > 0;
    for (const together of alone ? wanted.map((state) => [state]) : [wanted]) {
      const events: QuernEvent[] = [];
      const project = await open(dir, answer, folder(), events);
      for (const state of together) {
        try {
          selected[state] = (await project.list(ask(`state:${state}`))).map((node) => node.uniqueId).sort();
        } catch (error) {
          if (!(error instanceof QuernError)) throw error;
          errors.push(state);
        }
      }
      await project.close();
      const names = events.flatMap((event) =>
        event.type === 'diagnostic' && event.diagnostic.code.startsWith('STA') ? [event.diagnostic.event!] : [],
      );
      if (names.length > 0) told[together[0]!] = [...new Set(names)].sort();
    }
    expect(selected).toEqual(answer.selected);
    expect(errors).toEqual(Object.keys(answer.errors));
    expect(told).toEqual(answer.told);
  });
});
