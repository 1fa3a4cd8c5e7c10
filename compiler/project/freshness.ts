import { join, resolve } from 'node:path';
import { sourcesArtifact } from '../artifacts/sources.js';
import { writeJsonFile } from '../artifacts/write.js';
import { hasCriteria } from '../execute/freshness/criteria.js';
import { customOutputPath, hooksNotRun } from '../execute/freshness/diagnostics.js';
import { runFreshness } from '../execute/freshness/run.js';
import type { FreshnessInputs } from '../execute/freshness/types.js';
import type { RunEnvironment } from '../execute/ports.js';
import type { RunReport } from '../execute/types.js';
import { positionalArguments, toValue, type Value } from '../jinja/values/index.js';
import type { SourceNode } from '../manifest/types.js';
import type { FreshnessOptions } from '../project.js';
import { sourceDict } from '../render/dict/node.js';
import { RelationFactory } from '../render/relations.js';
import type { RelationValue } from '../render/values/relation.js';
import { RELATION_MEMBERS } from '../render/values/relation-members.js';
import { runInputs } from './runner.js';
import { type ProjectState, selectFor } from './state.js';
import { writeManifest } from './write-artifacts.js';

/** Checks the selected sources that have thresholds; writes manifest.json and sources.json. */
export async function checkFreshness(
  state: ProjectState,
  options: FreshnessOptions,
  environment: RunEnvironment,
): Promise<RunReport> {
  const { root, flags } = state.config;
  const path = options.output === undefined ? join(root.targetPath, 'sources.json') : resolve(options.output);
  if (options.output !== undefined) state.sink.report(customOutputPath({ path }));
  const ids = selectFor(state, options, 'freshness').ids;
  const sources = ids
    .flatMap((id) => state.linked.manifest.sources.get(id) ?? [])
    .filter((source) => hasCriteria(source.freshness));
  const report = await runFreshness(sources, freshnessInputs(state, ids), options, environment);
  writeManifest(state);
  if (!flags.writeJson) return report;
  writeJsonFile(path, sourcesArtifact(report, state.config, new Date()));
  state.events({ type: 'artifact-written', kind: 'FreshnessResult', path });
  return report;
}

function freshnessInputs(state: ProjectState, ids: readonly string[]): FreshnessInputs {
  const { adapter } = state;
  const run = runInputs(state, { empty: false }, ids);
  const relations = new RelationFactory(state.services);
  return {
    run,
    adapterName: adapter.name,
    hasMetadata: adapter.capabilities.lastModifiedMetadata,
    runsHooks: runsHooks(state),
    relationOf: (source) => relations.ofSource(source),
    informationSchema: (relation: Value) =>
      RELATION_MEMBERS.methods.get('information_schema')!(relation as RelationValue, positionalArguments()),
    dictOf: (source: SourceNode) => toValue(sourceDict(source)),
    placeOf: (source, keys = []) => run.places?.sourceTable(source, keys),
    report: (diagnostic) => state.sink.report(diagnostic),
  };
}

/** Behaviour flag source_freshness_run_project_hooks. */
function runsHooks({ config, linked, sink }: ProjectState): boolean {
  if (config.flags.behavior.source_freshness_run_project_hooks ?? true) return true;
  const some = [...linked.manifest.nodes.values()].some(
    ({ resourceType, tags }) =>
      resourceType === 'operation' && (tags.includes('on-run-start') || tags.includes('on-run-end')),
  );
  if (some) sink.report(hooksNotRun({}));
  return false;
}
