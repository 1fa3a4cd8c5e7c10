import type { Span } from '../../base/source.js';
import type { YamlPath } from '../../base/yaml/index.js';
import type { JsonObject, NodeConfig, RefCall } from '../../manifest/types.js';
import type { ParseEnvironment } from '../../parse/environment.js';
import type { PropertyEntry } from '../../parse/properties/entries.js';
import type { MetricBody, SavedQueryBody, SemanticModelBody } from '../shapes.js';
import type { Owner } from './fields.js';

export type SemanticKind = 'semantic_model' | 'metric' | 'saved_query';

/** A semantic model, metric or saved query by itself: nothing that it refers to is resolved. */
export interface Draft<Kind extends SemanticKind, Body> {
  readonly kind: Kind;
  readonly uniqueId: string;
  readonly name: string;
  readonly packageName: string;
  readonly path: string;
  readonly originalFilePath: string;
  readonly fqn: readonly string[];
  readonly config: NodeConfig;
  readonly unrenderedConfig: JsonObject;
  readonly refs: readonly RefCall[];
  readonly meta: JsonObject;
  readonly tags: readonly string[];
  readonly body: Body;
  readonly createdAt: number;
  /** Of a semantic model: where its elements stand (`dimension size`), and its defaults. */
  readonly elements?: ReadonlyMap<string, YamlPath>;
  /** `Metric 'revenue'` */
  readonly label: string;
  /** The place of something below its definition. */
  readonly spanOf: (path: YamlPath) => Span;
}

export type SemanticModelDraft = Draft<'semantic_model', SemanticModelBody>;
export type MetricDraft = Draft<'metric', MetricBody>;
export type SavedQueryDraft = Draft<'saved_query', SavedQueryBody>;

export interface Drafts {
  readonly semanticModels: SemanticModelDraft[];
  readonly metrics: MetricDraft[];
  readonly savedQueries: SavedQueryDraft[];
}

const LABELS: Readonly<Record<SemanticKind, string>> = {
  semantic_model: 'Semantic model',
  metric: 'Metric',
  saved_query: 'Saved query',
};

export function labelOf(kind: SemanticKind, name: string): string {
  return `${LABELS[kind]} '${name}'`;
}

/** `at`: where in the entry the resource is defined, if it is not the entry. */
export function ownerOf(env: ParseEnvironment, entry: PropertyEntry, kind: SemanticKind, name: string): Owner {
  return {
    label: labelOf(kind, name),
    sink: env.sink,
    spanOf: (path, what) => entry.spanOf(path, what),
    describe: (text, path) => env.descriptions.render(text, entry.packageName, () => entry.spanOf(path)).text,
    failed: false,
  };
}

/** What all have: identity, place and configuration (project files, then the entry's own). */
export function draftHead<Kind extends SemanticKind>(
  env: ParseEnvironment,
  entry: PropertyEntry,
  kind: Kind,
  name: string,
  written: JsonObject,
  at: YamlPath = [],
): Omit<Draft<Kind, never>, 'body' | 'refs' | 'meta' | 'tags'> {
  const { packageName, file } = entry;
  const fqn = [packageName, ...file.path.split('/').slice(0, -1), name];
  const { config, unrendered } = env.configs.resolve(kind, packageName, fqn, [
    { values: written, unrendered: written, spanOf: (key) => entry.spanOf([...at, 'config', key]) },
  ]);
  return {
    kind,
    uniqueId: `${kind}.${packageName}.${name}`,
    name,
    packageName,
    path: file.path,
    originalFilePath: file.originalPath,
    fqn,
    config,
    // Of project files dbt finds only what they say of metrics here.
    unrenderedConfig: kind === 'metric' ? (unrendered as JsonObject) : written,
    createdAt: env.services.createdAt,
    label: labelOf(kind, name),
    spanOf: (path) => entry.spanOf([...at, ...path]),
  };
}
