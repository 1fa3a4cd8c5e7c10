import { join, resolve } from 'node:path';
import { writeJsonFile } from '../artifacts/write.js';
import { DiagnosticList, QuernError } from '../base/diagnostics.js';
import { closest } from '../base/suggest.js';
import { displayPath } from '../config/files.js';
import { withMacros } from '../execute/macro-calls.js';
import type { RunEnvironment } from '../execute/ports.js';
import type { MonitorsArtifact } from '../monitor/artifact.js';
import type { Monitor, MonitorResult } from '../monitor/types.js';
import { RelationFactory } from '../render/relations.js';
import { durationsOfLatestRun } from './latest-durations.js';
import { monitorEntries } from './monitor-entries.js';
import { measure } from './monitor-measure.js';
import { selectIds, subjectsOf } from './monitor-subjects.js';
import { type Monitoring, readMonitoring } from './monitoring.js';
import { readOperations } from './operations.js';
import { runInputs } from './runner.js';
import type { ProjectState } from './state.js';
import { warehouseHistory } from './warehouse-history.js';

export interface MonitorOptions {
  /** These monitors alone; empty: all. */
  readonly names: readonly string[];
  /** Only what a selection holds is watched; the whole run is not. Absent: everything. */
  readonly select?: readonly string[];
  readonly exclude?: readonly string[];
  /** Nothing is written: neither history nor artifact. */
  readonly dryRun: boolean;
  /** The run that is measured; results of the same run are replaced. By default the invocation's id. */
  readonly runId?: string;
  readonly durations?: Durations;
  /** A project without monitors is none to be told of. */
  readonly mayBeNone?: boolean;
  readonly told?: (result: MonitorResult) => void;
}

/** How long the run took and its nodes, in seconds; undefined where that is not known. */
export interface Durations {
  readonly run: number | undefined;
  readonly node: (uniqueId: string) => number | undefined;
}

export interface MonitorReport {
  readonly results: readonly MonitorResult[];
  readonly artifact: MonitorsArtifact;
  /** 1 where a monitor failed or could not measure. */
  readonly exitCode: 0 | 1;
}

/** Runs the project's monitors; writes target/monitors.json. Throws a QuernError where they are not written right. */
export async function monitorProject(
  state: ProjectState,
  options: MonitorOptions,
  environment: RunEnvironment,
): Promise<MonitorReport> {
  const monitor = await import('../monitor/index.js');
  const { config } = state;
  const sink = new DiagnosticList();
  const operations = readOperations(config, sink);
  const settings = readMonitoring(operations, sink);
  const all = monitor.readMonitors(monitorEntries(config, operations, monitor.SQL_KEYS, sink), subjectsOf(state), sink);
  sink.throwIfErrors();
  for (const warning of sink.all) state.sink.report(warning);
  if (all.length === 0 && !options.mayBeNone) state.sink.report(monitor.noMonitors({}));
  const names = all.map(({ name }) => name);
  for (const name of options.names)
    if (!names.includes(name)) throw new QuernError(monitor.unknownMonitor({ name, near: closest(name, names) }));
  const monitors = chosen(all, options, state);

  const runId = options.runId ?? config.invocation.invocationId;
  const at = config.invocation.startedAt;
  const began = performance.now();
  const keepFrom = new Date(at.getTime() - settings.keepSeconds * 1000);
  const inputs = runInputs(state, { empty: false }, []);
  const results = await withMacros('monitors', inputs, environment, async (calls) => {
    if (monitors.length === 0) return [];
    const history = await historyOf(settings, { state, calls, runId, keepFrom, depth: monitor.depthOf(monitors) });
    const measuring = {
      state,
      calls,
      relations: new RelationFactory(state.services),
      durations: options.durations ?? durationsOfLatestRun(config),
    };
    const found = await monitor.runMonitors({
      ...{ runId, at, monitors, history },
      measure: (one, subject) => measure(one, subject, measuring),
      explain: async (error, _, subject) => {
        const node = state.linked.manifest.nodes.get(subject.id);
        return (await calls.explain(error, node)).diagnostic.message.split('\n')[0]!;
      },
      told: options.told ?? (() => {}),
      signal: environment.signal,
    });
    if (!options.dryRun && !environment.signal?.aborted) await history.record(runId, monitor.rowsOf(found, runId, at));
    return found;
  });
  const seconds = (performance.now() - began) / 1000;
  const artifact = monitor.monitorsArtifact(results, { runId, at, seconds, dryRun: options.dryRun });
  if (!options.dryRun && config.flags.writeJson) {
    const path = join(config.root.targetPath, 'monitors.json');
    writeJsonFile(path, artifact);
    state.events({ type: 'artifact-written', kind: 'MonitorsResult', path });
  }
  const failed = results.some(({ status }) => status === 'fail' || status === 'error');
  return { results, artifact, exitCode: failed || environment.signal?.aborted ? 1 : 0 };

  async function historyOf(
    { history, path }: Monitoring,
    about: Parameters<typeof warehouseHistory>[0] & { readonly state: ProjectState },
  ) {
    if (history === 'warehouse') return await warehouseHistory(about);
    const absolute = resolve(config.root.root, path);
    return monitor.fileHistory(absolute, displayPath(config.root.root, absolute), runId, keepFrom, state.sink);
  }
}

/** The monitors that are asked for, with those of their subjects that are. */
function chosen(
  all: readonly Monitor[],
  { names, select, exclude }: MonitorOptions,
  state: ProjectState,
): readonly Monitor[] {
  const named = names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
  if (!select?.length && !exclude?.length) return named;
  const ids = new Set(selectIds(state, select ?? [], exclude ?? []));
  return named
    .map((one): Monitor => ({ ...one, subjects: one.subjects.filter(({ id }) => ids.has(id)) }))
    .filter(({ subjects }) => subjects.length > 0);
}
