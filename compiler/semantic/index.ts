import type { ParsedProject } from '../manifest/parsed.js';
import type { SemanticNode } from '../manifest/semantic.js';
import type { GraphNode, Manifest } from '../manifest/types.js';
import type { ConfigKind } from '../parse/config/defaults.js';
import { reportUnusedPaths } from '../parse/config/unused.js';
import type { SemanticSources } from '../parse/semantics.js';
import { checkSemantics } from './checks/index.js';
import { needsTimeSpine, timeSpinesOf } from './checks/time-spine-models.js';
import { byUniqueId } from './duplicates.js';
import { checkGroups } from './groups.js';
import { SemanticLinker } from './link.js';
import type { Drafts } from './read/draft.js';
import { readSemantics } from './read/index.js';

export { type MetricQuestion, metricQueryOf } from './query/index.js';
export { semanticManifestOf } from './semantic-manifest.js';

/**
 * A linked project with its semantic models, metrics and saved queries: reads them, resolves what they refer to and what refers to them, and
 * makes dbt's validations. Only for projects that have any, or a time spine.
 */
export function addSemantics(manifest: Manifest, parsed: ParsedProject, { env, models }: SemanticSources): Manifest {
  const { sink } = env;
  const drafts = unique(readSemantics(env, models), sink);
  if (env.failed.size === 0) reportUnusedPaths(env.configs, namesByKind(drafts), sink);
  const before = sink.count;
  const timeSpines = timeSpinesOf(env, manifest);
  const linked = new SemanticLinker(drafts, parsed, sink).link(manifest);
  checkGroups([...drafts.semanticModels, ...drafts.metrics, ...drafts.savedQueries], manifest.groups, sink);
  const whole: Manifest = {
    ...manifest,
    nodes: linked.nodes,
    exposures: linked.exposures,
    semanticModels: linked.semanticModels,
    metrics: linked.metrics,
    savedQueries: linked.savedQueries,
    disabled: withDisabled(manifest.disabled, linked.disabled),
  };
  needsTimeSpine(env, whole, timeSpines);
  // What is not whole would only be complained of twice.
  if (env.failed.size === 0 && sink.count === before)
    checkSemantics(whole, drafts, timeSpines, env.config.flags.behavior, sink);
  return whole;
}

function unique(drafts: Drafts, sink: SemanticSources['env']['sink']): Drafts {
  return {
    semanticModels: byUniqueId(drafts.semanticModels, sink),
    metrics: byUniqueId(drafts.metrics, sink),
    savedQueries: byUniqueId(drafts.savedQueries, sink),
  };
}

function namesByKind(drafts: Drafts): Map<ConfigKind, (readonly string[])[]> {
  const map = new Map<ConfigKind, (readonly string[])[]>();
  for (const draft of [...drafts.semanticModels, ...drafts.metrics, ...drafts.savedQueries]) {
    const list = map.get(draft.kind);
    if (list) list.push(draft.fqn);
    else map.set(draft.kind, [draft.fqn]);
  }
  return map;
}

function withDisabled(
  disabled: Manifest['disabled'],
  more: readonly SemanticNode[],
): ReadonlyMap<string, readonly GraphNode[]> {
  if (more.length === 0) return disabled;
  const all = new Map(disabled);
  for (const node of more) all.set(node.uniqueId, [...(all.get(node.uniqueId) ?? []), node]);
  return all;
}
