import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Credentials } from '../../compiler/adapters/types.js';
import { quernAsync } from '../e2e/cli.js';
import type { TestWarehouse } from './warehouses.js';

/** What a build left of one node. */
export interface Outcome {
  readonly status: string;
  readonly failures: number | null;
  readonly message: string | null;
  readonly relation: string | null;
}

type Result = Omit<Outcome, 'relation'> & { readonly unique_id: string; readonly relation_name: string | null };

/** A copy of a project, built on a warehouse. */
export interface Built {
  readonly dir: string;
  readonly output: Credentials;
  readonly outcomes: ReadonlyMap<string, Outcome>;
  remove(): void;
}

/** Runs commands on a copy of a project, with `files` in it, under the profile that the project names. */
export async function build(
  warehouse: TestWarehouse,
  project: string,
  profile: string,
  commands: readonly string[],
  files: Readonly<Record<string, string>> = {},
): Promise<Built> {
  const dir = mkdtempSync(join(tmpdir(), 'quern-battery-'));
  cpSync(project, dir, { recursive: true, filter: (path) => !/\/(target|logs|dbt_packages)$/.test(path) });
  const output = await warehouse.output(dir);
  const profiles = { [profile]: { target: warehouse.name, outputs: { [warehouse.name]: { ...output, threads: 4 } } } };
  const all = { 'profiles.yml': JSON.stringify(profiles), ...files };
  for (const [path, text] of Object.entries(all)) writeFileSync(join(dir, path), text);
  const outcomes = new Map<string, Outcome>();
  for (const command of commands) {
    const { output: said } = await quernAsync(dir, [command], { DBT_PROFILES_DIR: dir });
    const path = join(dir, 'target/run_results.json');
    if (!existsSync(path)) throw new Error(`Nothing was run:\n${said}`);
    const { results } = JSON.parse(readFileSync(path, 'utf8')) as { results: Result[] };
    for (const { unique_id, status, failures, message, relation_name } of results)
      outcomes.set(unique_id, { status, failures, message, relation: relation_name });
    rmSync(path);
  }
  return { dir, output, outcomes, remove: () => rmSync(dir, { recursive: true, force: true }) };
}
