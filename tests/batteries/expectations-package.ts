import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { packageFolder } from './warehouses.js';

export interface ExpectationsPackage {
  /** The checkout. */
  readonly root: string;
  /** What packages.yml lists: the package and what it needs. */
  readonly local: readonly string[];
  readonly dates: string;
}

/** The package dbt_expectations with dbt_date, from checkouts of both (QUERN_DBT_EXPECTATIONS, QUERN_DBT_DATE). */
export function expectationsPackage(): ExpectationsPackage | undefined {
  const root = packageFolder('dbt_expectations');
  const dates = root && packageFolder('dbt_date');
  if (!root || !dates) return undefined;
  const copy = mkdtempSync(join(tmpdir(), 'quern-package-'));
  afterAll(() => rmSync(copy, { recursive: true, force: true }));
  // Its own packages.yml asks for dbt_date of the hub, which is here already.
  cpSync(root, copy, { recursive: true, filter: (path) => !/\/(packages\.yml|\.git|integration_tests)$/.test(path) });
  return { root, local: [copy, dates], dates };
}
