import { QuernError } from '../../base/diagnostics.js';
import type { CompilableNode, SourceNode } from '../../manifest/types.js';
import { describeFailure } from '../failure.js';
import { failureOptions } from '../failure-options.js';
import { label, operationFor } from '../freshness/check.js';
import type { RunEnvironment } from '../ports.js';
import { QueryComment } from '../query-comment.js';
import { SessionPool } from '../sessions.js';
import { changesOf, type FileChanges } from './changes.js';
import { fileChanged, noFiles, notLocal } from './diagnostics.js';
import { addressed, described, isLocal, prepareStage, stageFiles } from './files.js';
import { stageRows } from './rows.js';
import type { StagedSource, StagingInputs, StagingOptions, StagingReport } from './types.js';
import { filesOf, StagingWarehouse, THREAD } from './warehouse.js';

/** Brings what SQL reads of the sources' files up to date, source by source. A source that fails is left as it was. */
export async function stageSources(
  sources: readonly SourceNode[],
  inputs: StagingInputs,
  options: StagingOptions,
  environment: RunEnvironment,
): Promise<StagingReport> {
  const { run } = inputs;
  const pool = new SessionPool(run.warehouse, environment.events, run.cache, new QueryComment(run));
  const cancel = (): void => void pool.cancel(THREAD);
  environment.signal?.addEventListener('abort', cancel, { once: true });
  const staged: StagedSource[] = [];
  try {
    for (const source of sources) {
      if (environment.signal?.aborted) break;
      staged.push(await stageOne(source, inputs, options, pool, environment));
    }
  } finally {
    environment.signal?.removeEventListener('abort', cancel);
    await pool.close();
  }
  const isDone = staged.length === sources.length && staged.every(({ status }) => status !== 'error');
  return { sources: staged, exitCode: isDone ? 0 : 1 };
}

type Outcome = Omit<StagedSource, 'source' | 'seconds'>;

async function stageOne(
  source: SourceNode,
  inputs: StagingInputs,
  options: StagingOptions,
  pool: SessionPool,
  environment: RunEnvironment,
): Promise<StagedSource> {
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1000;
  let failed = true;
  try {
    refuseUnreachable(source, inputs);
    const warehouse = await StagingWarehouse.open(source, inputs, pool, !options.dryRun);
    const outcome =
      inputs.staging.takes === 'definition' || filesOf(source).location.startsWith('@')
        ? await define(source, inputs, options, warehouse)
        : await stageChanges(source, inputs, options, warehouse);
    failed = false;
    return { source, ...outcome, seconds: seconds() };
  } catch (error) {
    const span = inputs.placeOf(source);
    const node = {
      ...operationFor(source, source.packageName),
      resourceType: 'source' as const,
      ...(span ? { span } : {}),
    };
    const { diagnostic } = await describeFailure(error, node as unknown as CompilableNode, {
      ...failureOptions(inputs.run, `<staging of ${label(source)}>`),
    });
    const about = { ...diagnostic, nodeId: source.uniqueId };
    environment.events({ type: 'diagnostic', diagnostic: about });
    return { source, ...NOTHING, status: 'error', diagnostic: about, seconds: seconds() };
  } finally {
    await pool.release(THREAD, failed);
  }
}

const NOTHING: Outcome = { status: 'unchanged', added: 0, changed: 0, removed: 0, unchanged: 0, rows: null };

function refuseUnreachable(source: SourceNode, { staging, adapterName, local, placeOf }: StagingInputs): void {
  const { location } = filesOf(source);
  if (staging.takes === 'definition' && !local.allowed && isLocal(location))
    throw new QuernError(notLocal({ source: label(source), location, adapter: adapterName }, placeOf(source)));
}

/** The warehouse reads the files where they are: what it needs to know of them is made. */
async function define(
  source: SourceNode,
  { staging, local }: StagingInputs,
  { dryRun, fullRefresh }: StagingOptions,
  warehouse: StagingWarehouse,
): Promise<Outcome> {
  const files = filesOf(source);
  if (dryRun) return { ...NOTHING, status: 'would stage' };
  if (staging.takes === 'definition')
    await warehouse.run('get_external_source_sql', [warehouse.relation, described(addressed(files, local.root))]);
  else await prepareStage(files, fullRefresh, warehouse);
  if (warehouse.session.inTransaction) await warehouse.session.commit();
  return { ...NOTHING, status: 'staged' };
}

/** One transaction: what readers see is the state before or after, and a staging that was killed has not been. */
async function stageChanges(
  source: SourceNode,
  inputs: StagingInputs,
  options: StagingOptions,
  warehouse: StagingWarehouse,
): Promise<Outcome> {
  const files = filesOf(source);
  const takesRows = inputs.staging.takes === 'rows';
  const { session, relation } = warehouse;
  const fullRefresh = options.fullRefresh;
  if (!options.dryRun) {
    if (!takesRows) await prepareStage(files, fullRefresh, warehouse);
    await session.begin();
    await warehouse.run('get_staging_lock_sql', [relation], { fetch: true });
  }
  const reader = await inputs.reader();
  const known = await warehouse.knownFiles();
  const found = await reader.list(files.location);
  if (found.length === 0 && (known.length === 0 || files.removedFiles === 'delete'))
    throw new QuernError(noFiles({ source: label(source), location: files.location }, inputs.placeOf(source)));
  // Of files that are to be taken again, the removed ones still have to leave a stage.
  const changes = await changesOf(found, fullRefresh ? [] : known, (file) => reader.digest(file), options.checksum);
  const names = new Set(found.map(({ name }) => name));
  const removed = fullRefresh ? known.map(({ name }) => name).filter((name) => !names.has(name)) : changes.removed;
  const outcome = outcomeOf({ ...changes, removed }, files.removedFiles === 'keep');
  if (!fullRefresh) refuse(source, inputs, changes);
  if (options.dryRun) return { ...outcome, status: outcome.status === 'unchanged' ? 'unchanged' : 'would stage' };

  let rows: number | null = null;
  if (takesRows) rows = await stageRows({ source, files, changes, fullRefresh }, inputs, warehouse, reader);
  else await stageFiles(files, { ...changes, removed }, warehouse);
  const renewed = [...changes.added, ...changes.changed, ...changes.touched];
  const gone = files.removedFiles === 'keep' ? [] : removed;
  await warehouse.forget(fullRefresh ? null : [...renewed.map(({ name }) => name), ...gone]);
  await warehouse.note(renewed);
  await session.commit();
  return { ...outcome, rows };
}

function refuse(source: SourceNode, inputs: StagingInputs, changes: FileChanges): void {
  const files = filesOf(source);
  const name = label(source);
  const place = inputs.placeOf(source);
  const changed = changes.changed.map((file) => file.name);
  if (files.changedFiles === 'fail' && changed.length > 0)
    throw new QuernError(fileChanged({ source: name, files: changed, what: 'changed' }, place));
  if (files.removedFiles === 'fail' && changes.removed.length > 0)
    throw new QuernError(fileChanged({ source: name, files: changes.removed, what: 'removed' }, place));
}

function outcomeOf({ added, changed, removed, touched, unchanged }: FileChanges, keepsRemoved: boolean): Outcome {
  const gone = keepsRemoved ? 0 : removed.length;
  return {
    status: added.length + changed.length + gone === 0 ? 'unchanged' : 'staged',
    added: added.length,
    changed: changed.length,
    removed: gone,
    unchanged: unchanged + touched.length,
    rows: null,
  };
}
