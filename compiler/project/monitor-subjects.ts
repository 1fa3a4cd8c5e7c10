import type { CompilableNode, SourceNode } from '../manifest/types.js';
import type { Subjects } from '../monitor/subjects.js';
import type { Subject } from '../monitor/types.js';
import { type ProjectState, selectFor } from './state.js';

/** Unique ids of whatever a selection holds. */
export function selectIds(
  state: ProjectState,
  select: readonly string[],
  exclude: readonly string[],
): readonly string[] {
  const { indirectSelection } = state.config.flags;
  return selectFor(state, { select, exclude, resourceTypes: [], excludeResourceTypes: [], indirectSelection }).ids;
}

const WATCHED: ReadonlySet<string> = new Set(['model', 'seed', 'snapshot']);

/** What of a project can be watched, by the names that monitors call it. */
export function subjectsOf(state: ProjectState): Subjects {
  const { manifest } = state.linked;
  const nodes = new Map<string, Subject>();
  for (const node of manifest.nodes.values()) {
    if (!WATCHED.has(node.resourceType)) continue;
    const subject = subjectOf(node);
    const isOld = node.resourceType === 'model' && node.version !== null && node.version !== node.latestVersion;
    for (const name of [...(isOld ? [] : [node.name]), subject.name]) nodes.set(name, subject);
    nodes.set(`${node.packageName}.${subject.name}`, subject);
  }
  const sources = new Map<string, Subject>();
  for (const source of manifest.sources.values())
    sources.set(sourceName(source), { id: source.uniqueId, name: sourceName(source) });
  return {
    nodes,
    sources,
    select: (selection: readonly string[]) =>
      selectIds(state, selection, []).flatMap((id): Subject[] => {
        const node = manifest.nodes.get(id);
        const source = manifest.sources.get(id);
        if (source) return [{ id, name: sourceName(source) }];
        return node && WATCHED.has(node.resourceType) && node.relationName ? [subjectOf(node)] : [];
      }),
  };
}

function subjectOf(node: CompilableNode): Subject {
  const version = node.resourceType === 'model' && node.version !== null ? `.v${node.version}` : '';
  return { id: node.uniqueId, name: `${node.name}${version}` };
}

function sourceName({ sourceName: owner, name }: SourceNode): string {
  return `${owner}.${name}`;
}
