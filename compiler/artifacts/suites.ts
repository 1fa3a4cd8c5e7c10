import type { SuiteResult } from '../base/suite-result.js';
import type { ProjectConfig } from '../config/types.js';
import { metadataEnvironment } from '../render/members/base.js';
import { pythonInstant } from './metadata.js';

export const SUITES = 'suites.json';

/** suites.json: each suite that a run has tested, and all of them together. */
export function suitesArtifact(suites: readonly SuiteResult[], { invocation, env }: ProjectConfig, now: Date): object {
  const sum = (key: 'pass' | 'warn' | 'error' | 'skipped' | 'expectations') => suites.reduce((n, s) => n + s[key], 0);
  const of = (status: SuiteResult['status']) => suites.filter((suite) => suite.status === status).length;
  const ran = sum('pass') + sum('warn') + sum('error');
  return {
    metadata: {
      generated_at: pythonInstant(now),
      invocation_id: invocation.invocationId,
      invocation_started_at: pythonInstant(invocation.startedAt),
      env: metadataEnvironment(env),
    },
    summary: {
      suites: { total: suites.length, pass: of('pass'), warn: of('warn'), error: of('error'), skipped: of('skipped') },
      expectations: {
        total: sum('expectations'),
        pass: sum('pass'),
        warn: sum('warn'),
        error: sum('error'),
        skipped: sum('skipped'),
      },
      rate: ran === 0 ? null : sum('pass') / ran,
    },
    suites: suites.map((suite) => ({
      name: suite.name,
      package_name: suite.packageName,
      description: suite.description,
      model: suite.model,
      status: suite.status,
      pass: suite.pass,
      warn: suite.warn,
      error: suite.error,
      skipped: suite.skipped,
      expectations: suite.expectations,
      rate: suite.rate,
      min_pass_rate: suite.minPassRate,
      results: suite.results.map(({ uniqueId, name, status, failures, message }) => ({
        unique_id: uniqueId,
        name,
        status,
        failures,
        message,
      })),
    })),
  };
}
