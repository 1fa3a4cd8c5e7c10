import { notDeferrable } from '../artifacts/previous/diagnostics.js';
import type { PreviousManifest } from '../artifacts/previous/manifest.js';
import type { Dict } from '../artifacts/previous/read.js';
import { QuernError } from '../base/diagnostics.js';
import type { Deferral, DeferredRelation } from '../render/deferral.js';
import { PreviousFolder } from './previous-folder.js';
import type { ProjectState } from './state.js';

/** Relations that another run has left, by the ids of their nodes. */
export type OtherRelations = Deferral['relationOf'];

/** What `--defer` means for a command that works on these nodes; undefined without it. Throws a QuernError if there is nothing to defer to. */
export function deferralOf(state: ProjectState, selected: readonly string[]): Deferral | undefined {
  const { defer, favorState } = state.config.flags;
  if (!defer) return undefined;
  const ids = new Set(selected);
  return { relationOf: state.otherRelations(), favorsState: favorState, isSelected: (id) => ids.has(id) };
}

/** What `defer_relation` is: `clone` is of another run in any case. */
export function counterpartsOf(state: ProjectState): OtherRelations | undefined {
  const { flags, invocation } = state.config;
  return flags.defer || invocation.command === 'clone' ? state.otherRelations() : undefined;
}

/** Relations of the run of `--defer-state`, else `--state`. Throws a QuernError if there is none. */
export function otherRelations(config: ProjectState['config']): OtherRelations {
  const { deferState, state } = config.flags;
  const shown = deferState ?? state;
  if (shown === null) throw new QuernError(notDeferrable({}));
  const folder = new PreviousFolder(config.root.root, shown);
  const manifest = folder.manifest();
  if (!manifest) throw new QuernError(notDeferrable({ folder: { shown, exists: folder.exists } }));
  return relationsOf(manifest);
}

const KINDS = ['model', 'seed', 'snapshot', 'function'];

function relationsOf(manifest: PreviousManifest): OtherRelations {
  const made = new Map<string, DeferredRelation | undefined>();
  return (id) => {
    if (!made.has(id)) made.set(id, deferredRelation(manifest.nodes[id] ?? manifest.functions[id]));
    return made.get(id);
  };
}

function deferredRelation(node: Dict | undefined): DeferredRelation | undefined {
  if (!node || !KINDS.includes(String(node.resource_type))) return undefined;
  const config = (node.config ?? {}) as Dict;
  if (config.materialized === 'ephemeral') return undefined;
  return {
    database: (node.database ?? null) as string | null,
    schema: String(node.schema),
    identifier: String(node.alias),
    quoting: config.quoting as DeferredRelation['quoting'],
    relationName: (node.relation_name ?? null) as string | null,
  };
}
