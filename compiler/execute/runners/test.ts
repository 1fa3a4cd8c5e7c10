import { QuernError } from '../../base/diagnostics.js';
import { testShape } from '../diagnostics.js';
import type { NodeJob, Outcome } from '../job.js';
import { materializationOf } from '../materializations.js';
import { madeRelations, mainResponse, mainRows } from '../values.js';

/** dbt's event for the result of a test, by which `--warn-error-options` names it. */
const WARNING_EVENT = 'LogTestResult';

/** Data tests: the materialization answers one row with the number of failures and what they mean. */
export async function runTest(job: NodeJob): Promise<Outcome> {
  const { node, inputs, connection } = job;
  await job.compile();
  return await job.watch.phase('execute', () =>
    job.locks.run(node.relationName ?? node.uniqueId, async () => {
      const context = inputs.render.nodeContext(node, job.compiled, connection);
      const returned = await context.call(materializationOf(node, inputs));
      for (const relation of madeRelations(returned)) inputs.cache?.add(relation);
      const outcome = judge(
        node.config,
        readResult(mainRows(context), node.name),
        inputs.warningIsError?.(WARNING_EVENT) ?? false,
      );
      return { ...outcome, adapterResponse: mainResponse(context) ?? {} };
    }),
  );
}

export interface TestResult {
  readonly failures: number;
  readonly shouldWarn: boolean;
  readonly shouldError: boolean;
}

/** What the numbers mean under the test's configuration. */
export function judge(config: Readonly<Record<string, unknown>>, result: TestResult, warningIsError: boolean): Outcome {
  const { failures, shouldWarn, shouldError } = result;
  const got = `Got ${failures} result${failures === 1 ? '' : 's'}, configured to`;
  if (String(config.severity ?? 'ERROR').toUpperCase() === 'ERROR' && shouldError) {
    return { status: 'fail', message: `${got} fail if ${limitOf(config, 'error_if')}`, failures };
  }
  if (!shouldWarn) return { status: 'pass', message: null, failures: 0 };
  const warnIf = limitOf(config, 'warn_if');
  if (warningIsError) return { status: 'fail', message: `${got} fail if ${warnIf}`, failures };
  return { status: 'warn', message: `${got} warn if ${warnIf}`, failures };
}

/** In words what is too many failures. */
function limitOf(config: Readonly<Record<string, unknown>>, key: 'error_if' | 'warn_if'): string {
  const { mostly } = config;
  if (mostly === undefined || mostly === null) return String(config[key] ?? '!= 0');
  return `more than ${Number(((1 - Number(mostly)) * 100).toFixed(4))} % are`;
}

function readResult(rows: readonly Record<string, unknown>[], node: string): TestResult {
  const problem = (text: string) => new QuernError(testShape({ node, problem: text }));
  const row = rows[0];
  if (!row || rows.length !== 1) throw problem(`it answered ${rows.length} rows`);
  for (const column of ['failures', 'should_warn', 'should_error'])
    if (!(column in row)) throw problem(`there is no column '${column}'`);
  // A sum over no rows is null, and no failure.
  const failures = Number(row.failures ?? 0);
  if (!Number.isFinite(failures)) throw problem(`failures is '${row.failures}', which is no number`);
  return {
    failures: Math.trunc(failures),
    shouldWarn: isTrue(row.should_warn, problem),
    shouldError: isTrue(row.should_error, problem),
  };
}

/** Warehouses answer booleans as such, as numbers or as text. */
function isTrue(value: unknown, problem: (text: string) => QuernError): boolean {
  if (typeof value === 'boolean') return value;
  const text = String(value ?? 'false').toLowerCase();
  if (['true', 't', '1', '1.0'].includes(text)) return true;
  if (['false', 'f', '0', '0.0'].includes(text)) return false;
  throw problem(`'${text}' is neither true nor false`);
}
