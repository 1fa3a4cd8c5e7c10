import { QuernError } from '../../base/diagnostics.js';
import { closest } from '../../base/suggest.js';
import type { Manifest, ModelNode } from '../../manifest/types.js';
import { queryName } from '../diagnostics.js';
import { LEGACY_TIME_SPINE, type TimeSpine } from '../semantic-manifest.js';
import type { Granularity, MetricBody, SavedQueryBody, SemanticModelBody } from '../shapes.js';

export interface Spine {
  /** What `ref` is called with. */
  readonly model: string;
  readonly column: string;
  readonly granularity: Granularity;
}

/** The semantic layer of a linked project, by names. */
export class Layer {
  readonly models: readonly SemanticModelBody[];
  readonly spines: readonly Spine[];
  readonly #metrics: ReadonlyMap<string, MetricBody>;
  readonly #queries: ReadonlyMap<string, SavedQueryBody>;

  constructor(manifest: Manifest) {
    this.models = dicts<SemanticModelBody>(manifest.semanticModels);
    this.#metrics = byName(dicts<MetricBody>(manifest.metrics));
    this.#queries = byName(dicts<SavedQueryBody>(manifest.savedQueries));
    this.spines = spinesOf(manifest);
  }

  metric(name: string): MetricBody {
    return wanted('metric', this.#metrics, name);
  }

  savedQuery(name: string): SavedQueryBody {
    return wanted('saved query', this.#queries, name);
  }

  model(name: string): SemanticModelBody {
    return this.models.find((model) => model.name === name)!;
  }
}

function dicts<T>(nodes: ReadonlyMap<string, { readonly dict: unknown }>): T[] {
  return [...nodes.values()].map((node) => node.dict as T);
}

function byName<T extends { readonly name: string }>(all: readonly T[]): ReadonlyMap<string, T> {
  return new Map(all.map((one) => [one.name, one]));
}

function wanted<T>(kind: string, all: ReadonlyMap<string, T>, name: string): T {
  const found = all.get(name);
  if (found) return found;
  throw new QuernError(queryName({ kind, name, near: closest(name, [...all.keys()]), known: [...all.keys()].sort() }));
}

function spinesOf(manifest: Manifest): Spine[] {
  const models = [...manifest.nodes.values()].filter((node): node is ModelNode => node.resourceType === 'model');
  const spines = models.flatMap((node): Spine[] => {
    if (node.timeSpine === null) return [];
    const { standard_granularity_column: column } = node.timeSpine as unknown as TimeSpine;
    return [{ model: node.name, column, granularity: node.columns[column]?.granularity as Granularity }];
  });
  if (spines.length > 0) return spines;
  return models.some(({ name }) => name === LEGACY_TIME_SPINE)
    ? [{ model: LEGACY_TIME_SPINE, column: 'date_day', granularity: 'day' }]
    : [];
}
