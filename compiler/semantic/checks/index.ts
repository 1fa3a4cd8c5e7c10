import type { DiagnosticSink } from '../../base/diagnostics.js';
import type { Manifest } from '../../manifest/types.js';
import { cumulativeParamsDeprecated, semanticError, spaceInName, timeSpineWithoutYaml } from '../diagnostics.js';
import type { Drafts } from '../read/draft.js';
import { LEGACY_TIME_SPINE } from '../semantic-manifest.js';
import type { MetricBody, SavedQueryBody, SemanticModelBody } from '../shapes.js';
import type { Checked, CheckedTimeSpine } from './context.js';
import { checkFilters } from './filters.js';
import { checkLabels } from './labels.js';
import { checkMeasures } from './measures.js';
import { checkMetrics } from './metrics.js';
import { checkModels } from './models.js';
import { checkNames } from './names.js';
import { checkSavedQueries } from './saved-queries.js';
import { checkSpineGranularities } from './time-spines.js';

type Behavior = Readonly<Record<string, boolean>>;

/**
 * dbt's validations of the semantic layer, which it makes when a project has both metrics and semantic models. All problems of a project are
 * told at once, each where it stands.
 */
export function checkSemantics(
  manifest: Manifest,
  drafts: Drafts,
  timeSpines: readonly CheckedTimeSpine[],
  behavior: Behavior,
  sink: DiagnosticSink,
): void {
  for (const { name, config, spanOf } of drafts.semanticModels) {
    if (!config.enabled || !name.includes(' ')) continue;
    const isError = behavior.require_source_and_semantic_model_names_without_spaces === true;
    sink.report({ ...spaceInName({ name }, spanOf(['name'])), ...(isError ? { severity: 'error' } : {}) });
  }
  if (manifest.semanticModels.size === 0 || manifest.metrics.size === 0) return;
  const checked = checkedOf(manifest, drafts, timeSpines, sink);
  checkNames(checked);
  checkLabels(checked);
  checkModels(checked);
  checkMeasures(checked);
  checkMetrics(checked);
  checkFilters(checked);
  checkSavedQueries(checked);
  checkSpineGranularities(checked);
  checkOlderWays(manifest, checked, behavior);
}

function checkedOf(
  manifest: Manifest,
  drafts: Drafts,
  timeSpines: readonly CheckedTimeSpine[],
  sink: DiagnosticSink,
): Checked {
  const linked = <B, D extends { readonly uniqueId: string }>(
    nodes: Manifest['metrics'],
    list: readonly D[],
  ): { readonly body: B; readonly draft: D }[] =>
    list.flatMap((draft) => {
      const node = nodes.get(draft.uniqueId);
      return node ? [{ body: node.dict as B, draft }] : [];
    });
  return {
    models: linked<SemanticModelBody, Drafts['semanticModels'][number]>(manifest.semanticModels, drafts.semanticModels),
    metrics: linked<MetricBody, Drafts['metrics'][number]>(manifest.metrics, drafts.metrics),
    queries: linked<SavedQueryBody, Drafts['savedQueries'][number]>(manifest.savedQueries, drafts.savedQueries),
    timeSpines,
    custom: timeSpines.flatMap((spine) => spine.custom),
    sink,
  };
}

/** What was written otherwise once: an error, unless a flag of the project still allows it. */
function checkOlderWays(manifest: Manifest, { metrics, timeSpines, sink }: Checked, behavior: Behavior): void {
  const old = metrics.filter(({ body }) => {
    const { window, grain_to_date: grain, is_private: hidden } = body.type_params;
    // Metrics without type_params have no other place for it.
    return hidden === null && (window !== null || grain !== null);
  });
  if (old.length > 0) {
    const diagnostic = cumulativeParamsDeprecated(
      { names: old.map(({ body }) => body.name) },
      old[0]!.draft.spanOf(['type_params']),
    );
    const isError = behavior.require_nested_cumulative_type_params !== false;
    sink.report(
      isError
        ? { ...semanticError({ message: diagnostic.message }, diagnostic.span), hint: diagnostic.hint! }
        : diagnostic,
    );
  }
  if (behavior.require_yaml_configuration_for_mf_time_spines !== false) return;
  if (timeSpines.some(({ granularity }) => granularity === 'day')) return;
  for (const node of manifest.nodes.values())
    if (node.resourceType === 'model' && node.name === LEGACY_TIME_SPINE)
      sink.report(timeSpineWithoutYaml({}, node.span));
}
