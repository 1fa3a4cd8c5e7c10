import type { ModelNode } from '../../manifest/types.js';
import type { ParseEnvironment } from '../../parse/environment.js';
import type { PropertyEntry } from '../../parse/properties/entries.js';
import type { Drafts } from './draft.js';
import { readMetric } from './metric.js';
import { readModelSemantics } from './model-semantics.js';
import { readSavedQuery } from './saved-query.js';
import { readSemanticModel } from './semantic-model.js';

/** Reads all semantic models, metrics and saved queries of a project. What has a problem is left out; the problem is reported. */
export function readSemantics(
  env: ParseEnvironment,
  models: readonly { readonly entry: PropertyEntry; readonly model: ModelNode }[],
): Drafts {
  const drafts: Drafts = { semanticModels: [], metrics: [], savedQueries: [] };
  for (const { entry, model } of models) readModelSemantics(env, entry, model, drafts);
  for (const entry of env.properties.of('metrics')) readMetric(env, entry, drafts);
  for (const entry of env.properties.of('semantic_models')) readSemanticModel(env, entry, drafts);
  for (const entry of env.properties.of('saved_queries')) readSavedQuery(env, entry, drafts);
  return drafts;
}
