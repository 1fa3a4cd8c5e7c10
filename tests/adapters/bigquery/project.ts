import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BigQueryServer } from '../../../compiler/emulate/bigquery/index.js';
import type { NodeResult } from '../../../compiler/execute/types.js';
import { openProject } from '../../../compiler/project.js';
import { writeProject } from '../../e2e/project.js';

export type Command = 'run' | 'build' | 'test' | 'seed' | 'snapshot';

export interface Step {
  readonly command?: Command;
  readonly fullRefresh?: boolean;
  readonly threads?: number;
  /** Files to be written before. */
  readonly files?: Readonly<Record<string, string>>;
  readonly vars?: Readonly<Record<string, unknown>>;
  readonly eventTime?: { readonly eventTimeStart: string; readonly eventTimeEnd: string };
}

const PROJECT = "name: shop\nversion: '1.0'\nprofile: shop\nquery-comment: ''\nvars: {day: 1}\n";

/** A project on the server, in a folder of its own. */
export class TestProject {
  readonly #settings: Readonly<Record<string, string>>;
  readonly dir = mkdtempSync(join(tmpdir(), 'quern-bigquery-'));

  constructor(
    server: BigQueryServer,
    files: Readonly<Record<string, string>>,
    profile: Readonly<Record<string, unknown>> = {},
  ) {
    const output = {
      type: 'bigquery',
      method: 'oauth-secrets',
      token: 't',
      project: 'acme',
      dataset: 'shop',
      threads: 4,
      api_endpoint: server.endpoint,
      ...profile,
    };
    this.#settings = {
      'dbt_project.yml': files['dbt_project.yml'] ?? PROJECT,
      'profiles.yml': `shop:\n  target: dev\n  outputs:\n    dev: ${JSON.stringify(output)}\n`,
    };
    writeProject(this.dir, { ...this.#settings, ...files });
  }

  async run({
    command = 'run',
    fullRefresh = false,
    threads = 1,
    files = {},
    vars = {},
    eventTime,
  }: Step = {}): Promise<readonly NodeResult[]> {
    this.write(files);
    const options = {
      projectDir: this.dir,
      profilesDir: this.dir,
      fullRefresh,
      vars: JSON.stringify(vars),
      ...eventTime,
    };
    const invocation = { command, cwd: this.dir, env: {}, options, invocationId: 'test', startedAt: new Date() };
    const project = await openProject(invocation, { events: () => {} });
    try {
      const report = await project.run(command, {
        ...{ select: [], exclude: [], resourceTypes: [], excludeResourceTypes: [], indirectSelection: 'eager' },
        ...{ threads, fullRefresh, failFast: false, storeFailures: false, empty: false },
      });
      return report.results;
    } finally {
      await project.close();
    }
  }

  write(files: Readonly<Record<string, string>>): void {
    writeProject(this.dir, { ...this.#settings, ...files });
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** `success SELECT (…)`, one a node. */
export function outcomes(results: readonly NodeResult[]): string[] {
  return results.map(
    (result) => `${result.node.name}: ${result.status}${result.message === null ? '' : ` ${result.message}`}`,
  );
}
