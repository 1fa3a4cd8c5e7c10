import { describe, expect, it } from 'vitest';
import { clones } from './clones.js';
import { constraints } from './constraints.js';
import { docs } from './docs.js';
import { errors } from './errors.js';
import { freshness } from './freshness.js';
import { functions } from './functions.js';
import { grants } from './grants.js';
import { hooks } from './hooks.js';
import { incremental } from './incremental.js';
import { introspection } from './introspection.js';
import { keyedTables } from './keyed-tables.js';
import { marking } from './marks.js';
import { materializedViews } from './materialized-views.js';
import { monitors } from './monitors.js';
import { names } from './names.js';
import { retaining } from './retention.js';
import { running } from './running.js';
import { scd2 } from './scd2.js';
import { seeds } from './seeds.js';
import { snapshots } from './snapshots.js';
import { state } from './state.js';
import { suites } from './suites.js';
import { tables } from './tables.js';
import { limitsOf, type ProjectTarget } from './target.js';
import { runTopic, type Topic } from './topic.js';

export const TOPICS: readonly Topic[] = [
  tables,
  incremental,
  snapshots,
  seeds,
  materializedViews,
  constraints,
  grants,
  docs,
  freshness,
  clones,
  hooks,
  names,
  introspection,
  functions,
  suites,
  errors,
  running,
  state,
  marking,
  monitors,
  retaining,
  keyedTables,
  scd2,
];

/** What every adapter must do with whole projects; `limits.json` says what a platform can't, and why. */
export function projectContract(target: ProjectTarget): void {
  describe(`projects: ${target.adapter.name}`, () => {
    for (const topic of TOPICS) runTopic(topic, target);

    it('has limits for cases that exist only', () => {
      const titles = new Set(TOPICS.flatMap((t) => Object.keys(t.cases).map((name) => `${t.title}: ${name}`)));
      expect(Object.keys(limitsOf(target)).filter((title) => !titles.has(title))).toEqual([]);
    });
  });
}
