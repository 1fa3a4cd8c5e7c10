import type { ModelNode } from '../manifest/types.js';
import type { ParseEnvironment } from './environment.js';
import type { PropertyEntry } from './properties/entries.js';

/** What a project has of the semantic layer, as written; `semantic/` makes sense of it. */
export interface SemanticSources {
  readonly env: ParseEnvironment;
  /** Models that are semantic models themselves, with their entries. */
  readonly models: readonly { readonly entry: PropertyEntry; readonly model: ModelNode }[];
}

const SECTIONS = ['metrics', 'semantic_models', 'saved_queries'] as const;

/** Undefined where there is nothing of it, which costs a look at each entry. `refers`: whether something refers to a metric. */
export function semanticSources(
  env: ParseEnvironment,
  refers: boolean,
  modelOf: (entry: PropertyEntry) => ModelNode | undefined,
): SemanticSources | undefined {
  let any = refers || SECTIONS.some((section) => env.properties.has(section));
  const models: { entry: PropertyEntry; model: ModelNode }[] = [];
  for (const entry of env.properties.of('models')) {
    const { semantic_model: semantic, time_spine: spine } = entry.value;
    if (spine) any = true;
    if (!semantic) continue;
    any = true;
    const model = modelOf(entry);
    if (model?.config.enabled) models.push({ entry, model });
  }
  return any ? { env, models } : undefined;
}
