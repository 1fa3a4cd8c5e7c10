import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Comparison, differences } from '../../scripts/compare/differences.mjs';
import { outcomeOf, words } from '../../scripts/compare/run.mjs';
import { BIN } from '../e2e/cli.js';
import { findDbt } from './dbt.js';

/** Three days of one warehouse: columns come and go, a table becomes a view, all is made anew. */
const COMMANDS = [
  'build',
  "build --vars '{day: 2, extra: true, dropped: true, kind: view}'",
  "build --full-refresh --vars '{day: 3}'",
];

const dbt = findDbt();
if ('missing' in dbt)
  console.warn(`\n!! NOT COMPARED WITH DBT: ${dbt.missing}. Set DBT to a dbt-core 1.12 with dbt-duckdb.\n`);

describe.runIf('command' in dbt)('the kitchen, built by dbt-core and by quern', () => {
  let parts: readonly Comparison[] = [];

  beforeAll(() => {
    if (!('command' in dbt)) return;
    const options = {
      source: join(import.meta.dirname, '../fixtures/kitchen'),
      steps: COMMANDS.map(words),
      quiet: 0,
      profiles: '.',
      manifest: true,
      keep: false,
      python: join(dbt.command, '../python'),
      env: {},
    };
    parts = differences(
      outcomeOf({ command: [dbt.command] }, options),
      outcomeOf({ command: [process.execPath, BIN] }, options),
    );
  }, 300_000);

  it('has something to compare in every respect', () => {
    const compared = new Map(parts.map(({ title, total }) => [title, total]));
    for (const section of ['nodes', 'sources', 'exposures', 'groups', 'docs', 'macros', 'disabled'])
      expect(compared.get(`manifest ${section}`), section).toBeGreaterThan(0);
    for (const command of COMMANDS.map((text) => words(text).join(' '))) {
      for (const respect of ['compiled SQL', 'results', 'relations'])
        expect(compared.get(`${command}: ${respect}`), `${command}: ${respect}`).toBeGreaterThan(40);
    }
  });

  it('is the same', () => {
    expect(parts.flatMap(({ title, wrong }) => wrong.map((line) => `${title}: ${line}`))).toEqual([]);
  });
});
