import type { FileReader } from '../adapters/file-reader.js';
import { fileSourceOf } from '../adapters/file-source.js';
import { openFileReader } from '../adapters/registry.js';
import { QuernError } from '../base/diagnostics.js';
import { once } from '../base/once.js';
import { closest } from '../base/suggest.js';
import type { RunEnvironment } from '../execute/ports.js';
import { badDate, noFiles, noRetention, noSuchRetention } from '../execute/retention/diagnostics.js';
import { isRetained, ruleOf } from '../execute/retention/rule.js';
import { forget, retain } from '../execute/retention/run.js';
import { isRemade } from '../execute/retention/standing.js';
import type { Retained, RetentionInputs, RetentionReport } from '../execute/retention/types.js';
import type { CompilableNode, ModelNode, SourceNode } from '../manifest/types.js';
import type { RetentionRequest } from '../project.js';
import { RelationFactory } from '../render/relations.js';
import { marksOf } from './marks.js';
import { modelsWithMarks } from './models-with-marks.js';
import { runInputs } from './runner.js';
import { type ProjectState, selectFor } from './state.js';

type Resource = CompilableNode | SourceNode;

/** Says what of the selected tables and files is too old, and purges it if that is asked; or forgets purges. */
export async function retainData(
  state: ProjectState,
  request: RetentionRequest,
  environment: RunEnvironment,
): Promise<RetentionReport> {
  if (request.forget !== undefined) {
    await forgetPurges(state, request.forget, environment);
    return { results: [], exitCode: 0 };
  }
  const asOf = request.asOf ?? state.config.invocation.startedAt.toISOString().slice(0, 10);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(asOf) || Number.isNaN(Date.parse(`${asOf}T00:00:00Z`)))
    throw new QuernError(badDate({ written: asOf }));
  const { ids } = selectFor(state, request, 'retention');
  const { manifest } = state.linked;
  const chosen = ids.flatMap((id): Resource[] => {
    const resource = manifest.nodes.get(id) ?? manifest.sources.get(id);
    return resource && isKept(resource) ? [resource as Resource] : [];
  });
  for (const id of ids) {
    const source = manifest.sources.get(id);
    if (source && isRetained(source) && !isKept(source))
      state.sink.report(noFiles({ source: `${source.sourceName}.${source.name}` }));
  }
  if (chosen.length === 0) {
    state.sink.report(noRetention({}));
    return { results: [], exitCode: 0 };
  }
  const { inputs, close } = inputsOf(state, ids);
  try {
    const retained = chosen.map(
      (resource): Retained => ({ resource, rule: ruleOf(resource, inputs.placeOf(resource))! }),
    );
    return await retain(retained, inputs, { apply: request.apply, asOf }, environment);
  } finally {
    close();
  }
}

/** What was purged of the resource of this name is back: full refreshes of its readers are let through again. */
async function forgetPurges(state: ProjectState, name: string, environment: RunEnvironment): Promise<void> {
  const { nodes, sources } = state.linked.manifest;
  const all = [...nodes.values(), ...sources.values()].filter(isKept) as Resource[];
  const namesOf = (each: Resource): readonly string[] =>
    each.resourceType === 'source'
      ? [`${each.sourceName}.${each.name}`, each.name, each.uniqueId]
      : [each.name, each.uniqueId];
  const found = all.filter((each) => namesOf(each).includes(name));
  if (found.length === 0)
    throw new QuernError(
      noSuchRetention({
        name,
        near: closest(
          name,
          all.map((each) => namesOf(each)[0]!),
        ),
      }),
    );
  const { inputs } = inputsOf(state, []);
  for (const resource of found) await forget(resource, inputs.run, environment);
}

/** Views have no rows of their own, whatever a folder's config says. */
function isKept(resource: { readonly resourceType: string }): boolean {
  if (resource.resourceType === 'source') {
    const source = resource as SourceNode;
    return isRetained(source) && fileSourceOf(source) !== undefined;
  }
  if (resource.resourceType !== 'model' && resource.resourceType !== 'snapshot') return false;
  const node = resource as ModelNode;
  return (
    isRetained(node) && !['view', 'ephemeral', 'materialized_view', 'dynamic_table'].includes(node.config.materialized)
  );
}

function inputsOf(
  state: ProjectState,
  ids: readonly string[],
): { readonly inputs: RetentionInputs; readonly close: () => void } {
  const run = runInputs(state, { empty: false }, ids);
  const relations = new RelationFactory(state.services);
  let reader: FileReader | undefined;
  const marked = once(() => new Set([...modelsWithMarks(state.linked.manifest)].map(({ uniqueId }) => uniqueId)));
  const inputs: RetentionInputs = {
    run,
    reader: once(async () => (reader = await openFileReader(state.config.root.root))),
    relationOf: (resource) =>
      resource.resourceType === 'source' ? relations.tableOfSource(resource) : relations.ofNode(resource),
    marksOf: async (node) =>
      marked().has(node.uniqueId) ? marksOf(state, { action: 'list', model: node.uniqueId }) : [],
    placeOf: (resource) =>
      resource.resourceType === 'source'
        ? run.places?.sourceTable(resource, ['retention_days'])
        : (run.places?.configured(resource, 'retention_days') ?? resource.span),
    remadeFrom: (id) => remadeFrom(state, id),
  };
  return { inputs, close: () => reader?.close() };
}

/** Names of tables that are made anew in each run from what this resource holds, views between them looked through. */
function remadeFrom(state: ProjectState, id: string): readonly string[] {
  const found: string[] = [];
  const seen = new Set<string>();
  const visit = (at: string): void => {
    for (const child of state.dag.children(at)) {
      const node = state.linked.manifest.nodes.get(child);
      if (seen.has(child) || node?.resourceType !== 'model' || !isRemade(node)) continue;
      seen.add(child);
      if (node.config.materialized === 'table') found.push(node.name);
      visit(child);
    }
  };
  visit(id);
  return found;
}
