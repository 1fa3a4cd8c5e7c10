import { adapterNames, loadAdapter } from '../adapters/registry.js';
import { RelationCache } from '../adapters/relation-cache.js';
import type { Adapter, Credentials, QuotePolicy } from '../adapters/types.js';
import { defineDiagnostic, type Diagnostic, DiagnosticList, QuernError } from '../base/diagnostics.js';
import type { JsonObject } from '../base/json.js';
import { spanAt } from '../base/source.js';
import { applyWarnPolicy } from '../base/warn-policy.js';
import { loadProjectConfig, targetValues, validate } from '../config/index.js';
import type { Invocation, ProjectConfig } from '../config/types.js';
import { TargetFiles } from '../execute/files.js';
import { checkAcyclic } from '../graph/cycles.js';
import { Dag } from '../graph/dag.js';
import { link } from '../manifest/link.js';
import { RefLookup, SourceLookup } from '../manifest/lookup.js';
import { parseProject } from '../parse/project.js';
import type { OpenOptions } from '../project.js';
import type { RenderServices, TargetInfo } from '../render/services.js';
import { builtinPackages } from './builtins.js';
import { LazyWarehouse } from './connect.js';
import { type ProjectState, viewOf } from './state.js';

const credentialProblem = defineDiagnostic<{ message: string }>({
  code: 'PRF010',
  category: 'Configuration Error',
  message: (d) => d.message,
});

export interface Opened {
  readonly state: ProjectState;
  readonly diagnostics: readonly Diagnostic[];
  readonly warehouse: LazyWarehouse;
}

/** Loads, parses and links a project. Throws a QuernError with every problem that was found. */
export async function open(invocation: Invocation, options: OpenOptions): Promise<Opened> {
  const sink = new DiagnosticList();
  const began = performance.now();
  const config = loadProjectConfig(invocation, sink, { adapterNames: adapterNames() });
  const adapter = await loadAdapter(config.profile.adapterType);
  const { target, credentials, quoting } = connectionOf(config, adapter, sink);
  sink.throwIfErrors();

  const parsed = parseProject(config, {
    adapter,
    target,
    quoting,
    events: options.events,
    createdAt: Date.now() / 1000,
    builtins: builtinPackages(adapter.name),
    ...(options.memo ? { memo: options.memo } : {}),
    checkProperties: (document) => {
      const found = new DiagnosticList();
      validate('properties', document, found);
      return found.all;
    },
  }, sink);
  const manifest = link(parsed.project, sink);
  const dag = Dag.from([...manifest.sources.values(), ...manifest.nodes.values(), ...manifest.exposures.values()]);
  checkAcyclic(dag, (id) => manifest.nodes.get(id), sink);
  const diagnostics = sink.all.flatMap((d) => applyWarnPolicy(d, config.flags) ?? []);
  const errors = diagnostics.filter((d) => d.severity === 'error');
  if (errors.length > 0) {
    for (const diagnostic of diagnostics) if (diagnostic.severity !== 'error') options.events({ type: 'diagnostic', diagnostic });
    throw new QuernError(errors);
  }
  for (const diagnostic of diagnostics) options.events({ type: 'diagnostic', diagnostic });
  options.events({
    type: 'project-loaded',
    adapter: adapter.name,
    counts: countsOf(manifest),
    seconds: (performance.now() - began) / 1000,
    cached: 0,
    parsed: manifest.nodes.size,
  });

  const services: RenderServices = { config, adapter, quoting, target, macros: parsed.macros, events: options.events, selectedResources: [] };
  const linked = {
    manifest,
    refs: new RefLookup(manifest.nodes.values(), config.root.name, config.flags.behavior.require_ref_searches_node_package_before_root),
    sources: new SourceLookup(manifest.sources.values(), config.root.name),
  };
  const warehouse = new LazyWarehouse({
    adapter,
    credentials,
    projectRoot: config.root.root,
    threads: config.profile.threads,
    targetName: config.profile.targetName,
    ...(options.signal ? { signal: options.signal } : {}),
  });
  const state: ProjectState = {
    config,
    adapter,
    services,
    linked,
    dag,
    view: viewOf(linked),
    sink: { report: (diagnostic) => options.events({ type: 'diagnostic', diagnostic }) },
    events: options.events,
    ...(options.signal ? { signal: options.signal } : {}),
    files: new TargetFiles(config.root.targetPath, config.root.root),
    templateOf: (id) => parsed.templates.get(id),
    warehouse: () => warehouse.get(),
    relations: new RelationCache(adapter.dialect),
    compiled: new Map(),
  };
  return { state, diagnostics, warehouse };
}

/** What the profile says about the connection, checked by the adapter. */
export function connectionOf(config: ProjectConfig, adapter: Adapter, sink: DiagnosticList): { target: TargetInfo; credentials: Credentials; quoting: QuotePolicy } {
  const { profile } = config;
  const { credentials, database, schema, problems } = adapter.resolveCredentials(profile.output);
  for (const problem of problems) {
    const line = profile.file.text.split('\n').findIndex((text) => text.trimStart().startsWith(`${problem.key}:`));
    const diagnostic = credentialProblem({ message: problem.message }, line < 0 ? undefined : spanAt(profile.file, line + 1, 1, profile.file.lineText(line + 1).length));
    sink.report(problem.severity === 'warning' ? { ...diagnostic, severity: 'warning' } : diagnostic);
  }
  const shown = Object.fromEntries(adapter.publicKeys.filter((key) => key in credentials).map((key) => [key, credentials[key]])) as JsonObject;
  const visible = targetValues(profile, { ...shown, database, schema });
  return {
    target: { name: profile.targetName, profileName: profile.profileName, database, schema, visible },
    credentials,
    quoting: { ...adapter.dialect.defaultQuoting, ...config.root.quoting },
  };
}

function countsOf(manifest: { readonly nodes: ReadonlyMap<string, { readonly resourceType: string }>; readonly sources: ReadonlyMap<string, unknown>; readonly exposures: ReadonlyMap<string, unknown>; readonly macros: ReadonlyMap<string, unknown> }): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { resourceType } of manifest.nodes.values()) counts[resourceType] = (counts[resourceType] ?? 0) + 1;
  return { ...counts, source: manifest.sources.size, exposure: manifest.exposures.size, macro: manifest.macros.size };
}
