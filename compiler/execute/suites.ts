import type { ExpectationResult, SuiteResult, SuiteStatus } from '../base/suite-result.js';
import { type SuiteFacts, suiteOf } from '../manifest/suites.js';
import type { TestNode } from '../manifest/types.js';
import { suiteBelowRate } from './diagnostics.js';
import type { RunEnvironment, RunInputs } from './ports.js';
import type { NodeResult } from './types.js';

const EVENT = 'SuiteBelowPassRate';

interface Group {
  readonly facts: SuiteFacts;
  readonly node: TestNode;
  readonly results: ExpectationResult[];
}

/** The suites that results belong to, by name. Looks at data tests only; most projects have no suites. */
export function suiteResults(
  results: readonly NodeResult[],
  { warningIsError }: Pick<RunInputs, 'warningIsError'>,
): SuiteResult[] {
  let groups: Map<string, Group> | undefined;
  for (const result of results) {
    const facts = suiteOf(result.node);
    if (!facts) continue;
    groups ??= new Map();
    const node = result.node as TestNode;
    const key = `${node.packageName}.${facts.name}`;
    const group = groups.get(key) ?? { facts, node, results: [] };
    groups.set(key, group);
    group.results.push(expectation(result));
  }
  if (!groups) return [];
  const isStrict = warningIsError?.(EVENT) ?? false;
  return [...groups.values()].map((group) => summed(group, isStrict)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function expectation({ node, status, failures, message }: NodeResult): ExpectationResult {
  const { uniqueId, name } = node as TestNode;
  const ended: SuiteStatus =
    status === 'pass' || status === 'warn' || status === 'skipped' ? status : status === 'no-op' ? 'skipped' : 'error';
  return { uniqueId, name, status: ended, failures, message };
}

function summed({ facts, node, results }: Group, isStrict: boolean): SuiteResult {
  results.sort((a, b) => (a.name < b.name ? -1 : 1));
  const of = (status: SuiteStatus): number => results.filter((one) => one.status === status).length;
  const [pass, warn, error, skipped] = [of('pass'), of('warn'), of('error'), of('skipped')];
  const ran = pass + warn + error;
  const rate = ran === 0 ? null : pass / ran;
  const minimum = facts.min_pass_rate ?? null;
  return {
    name: facts.name,
    packageName: node.packageName,
    description: facts.description ?? '',
    model: node.attachedNode ?? node.dependsOn.nodes[0] ?? null,
    status: statusOf(facts, { warn, error, ran, rate, isStrict }),
    pass,
    warn,
    error,
    skipped,
    expectations: Math.max(facts.expectations, results.length),
    rate,
    minPassRate: minimum,
    results,
  };
}

/** The rate judges a suite only if all of it ran: what was selected or retried says nothing of the rest. */
function statusOf(
  { min_pass_rate: minimum, severity, expectations }: SuiteFacts,
  {
    warn,
    error,
    ran,
    rate,
    isStrict,
  }: { warn: number; error: number; ran: number; rate: number | null; isStrict: boolean },
): SuiteStatus {
  if (error > 0) return 'error';
  if (rate === null) return 'skipped';
  if (minimum === undefined || ran < expectations) return warn > 0 ? 'warn' : 'pass';
  // Rates are quotients of small numbers: 9 of 10 are 0.9.
  if (rate >= minimum - 1e-9) return 'pass';
  return severity === 'warn' && !isStrict ? 'warn' : 'error';
}

/** Tells how suites ended, and of those of which too few expectations passed. Answers whether one failed by that. */
export function tellSuites(suites: readonly SuiteResult[], { events }: RunEnvironment): boolean {
  events({ type: 'suites-finished', suites });
  const low = suites.filter(isBelowRate);
  for (const { name, pass, expectations, minPassRate, status } of low) {
    const diagnostic = suiteBelowRate({ name, pass, expectations, minimum: minPassRate! });
    events({ type: 'diagnostic', diagnostic: { ...diagnostic, severity: status === 'error' ? 'error' : 'warning' } });
  }
  return low.some(({ status }) => status === 'error');
}

function isBelowRate({ rate, minPassRate, status, error }: SuiteResult): boolean {
  return (status === 'warn' || status === 'error') && error === 0 && minPassRate !== null && (rate ?? 1) < minPassRate;
}
