import { RelationCache } from '../adapters/relation-cache.js';
import { type Diagnostic, DiagnosticList, QuernError } from '../base/diagnostics.js';
import { once } from '../base/once.js';
import { applyWarnPolicy } from '../base/warn-policy.js';
import { profilePlace } from '../config/profile/place.js';
import type { Invocation, ProjectConfig } from '../config/types.js';
import { TargetFiles } from '../execute/files.js';
import { checkSelectors } from '../graph/select/check.js';
import { discover } from '../load/discover.js';
import type { OpenOptions } from '../project.js';
import { recordingEnvironment, stampsOf } from './cache/fingerprint.js';
import { warmLoad } from './cache/warm.js';
import { loadConfiguration } from './configuration.js';
import { LazyWarehouse } from './connect.js';
import { connectionOf } from './connection.js';
import { otherRelations } from './deferral.js';
import type { Loading } from './loading.js';
import { checkStateFolder, previousState } from './previous-state.js';
import type { ProjectState } from './state.js';

export interface Opened {
  readonly state: ProjectState;
  readonly diagnostics: readonly Diagnostic[];
  readonly warehouse: LazyWarehouse;
  readonly close: () => void;
}

/** Loads, parses and links a project, or takes it from the cache. Throws a QuernError with every problem that was found. */
export async function open(invocation: Invocation, options: OpenOptions): Promise<Opened> {
  const began = performance.now();
  const sink = new DiagnosticList();
  const { config: loaded, adapter } = await loadConfiguration(invocation, sink);
  if (!adapter) throw new Error('A profile was required.');
  const connection = connectionOf(loaded, adapter, sink);
  checkSelectors(loaded.selectors, loaded.selectorSpan, sink);
  sink.throwIfErrors();
  checkStateFolder(loaded, sink);

  const environment = recordingEnvironment(loaded.env);
  // A memo compares the environment as a whole.
  const config: ProjectConfig = options.memo ? loaded : { ...loaded, env: environment.env };
  const tree = discover(config);
  const stamps = once(() => ({ written: Date.now(), stamps: stampsOf(tree) }));
  // What is changed after this is read again next time, whatever was read of it now.
  if (!options.memo) stamps();
  const request: Loading = {
    config,
    adapter,
    target: connection.target,
    quoting: connection.quoting,
    events: options.events,
    environment: environment.read,
    tree,
    stamps,
    folder: config.root.targetPath,
    ...(options.memo ? { memo: options.memo } : {}),
  };
  const warm = config.flags.partialParse && !options.memo ? await warmLoad(request) : undefined;
  const project = warm ?? (await (await import('./cold.js')).coldLoad(request));

  const diagnostics = [...sink.all, ...project.diagnostics].flatMap((d) => applyWarnPolicy(d, config.flags) ?? []);
  const errors = diagnostics.filter((d) => d.severity === 'error');
  for (const diagnostic of diagnostics) {
    if (errors.length === 0 || diagnostic.severity !== 'error') options.events({ type: 'diagnostic', diagnostic });
  }
  if (errors.length > 0) {
    project.close();
    throw new QuernError(errors);
  }
  options.events({
    type: 'project-loaded',
    adapter: adapter.name,
    counts: project.counts,
    seconds: (performance.now() - began) / 1000,
    cached: project.cached,
    parsed: project.parsed,
  });

  const warehouse = new LazyWarehouse({
    adapter,
    credentials: connection.credentials,
    projectRoot: config.root.root,
    threads: config.profile.threads,
    targetName: config.profile.targetName,
    place: () => profilePlace(config.profile, 'path'),
    report: (diagnostic) => options.events({ type: 'diagnostic', diagnostic }),
    ...(options.signal ? { signal: options.signal } : {}),
  });
  const state: ProjectState = {
    config,
    adapter,
    quoting: connection.quoting,
    get services() {
      return project.services();
    },
    linked: project.linked,
    get dag() {
      return project.dag;
    },
    view: project.view,
    sink: { report: (diagnostic) => tell(diagnostic, config, options.events) },
    events: options.events,
    ...(options.signal ? { signal: options.signal } : {}),
    files: new TargetFiles(config.root.targetPath, config.root.root),
    templateOf: project.templateOf,
    warehouse: () => warehouse.get(),
    relations: new RelationCache(adapter.dialect),
    compiled: new Map(),
    dictOf: project.dictOf,
    manifest: project.manifest,
    previous: once(() => previousState(state)),
    otherRelations: once(() => otherRelations(config)),
  };
  return { state, diagnostics, warehouse, close: project.close };
}

/** Tells of something that came up after loading; stops for a warning that is to be an error. */
function tell(diagnostic: Diagnostic, { flags }: ProjectConfig, events: OpenOptions['events']): void {
  const counted = applyWarnPolicy(diagnostic, flags);
  if (counted && counted !== diagnostic) throw new QuernError(counted);
  if (counted) events({ type: 'diagnostic', diagnostic });
}
