import type { DiagnosticSink } from '../base/diagnostics.js';
import type { Span } from '../base/source.js';
import { closest } from '../base/suggest.js';
import type { ParsedProject } from '../manifest/parsed.js';
import { callPlace } from '../manifest/places.js';
import { ReferenceResolver } from '../manifest/resolve.js';
import type { SemanticNode } from '../manifest/semantic.js';
import type { CompilableNode, ExposureNode, Manifest } from '../manifest/types.js';
import { metricCycle, metricLacks, semanticReference, withoutRelation } from './diagnostics.js';
import { Lookup } from './lookup.js';
import { metricNode, savedQueryNode, semanticModelNode } from './node.js';
import type { Drafts, MetricDraft, SemanticModelDraft } from './read/draft.js';
import type { InputMeasure, InputMetric } from './shapes.js';

export interface LinkedSemantics {
  readonly semanticModels: ReadonlyMap<string, SemanticNode>;
  readonly metrics: ReadonlyMap<string, SemanticNode>;
  readonly savedQueries: ReadonlyMap<string, SemanticNode>;
  readonly disabled: readonly SemanticNode[];
  /** What these read, with the metrics that they refer to. */
  readonly nodes: ReadonlyMap<string, CompilableNode>;
  readonly exposures: ReadonlyMap<string, ExposureNode>;
}

interface Linked {
  readonly inputs: readonly InputMeasure[];
  readonly parents: readonly string[];
}

const INPUT_KEYS = '(?:name|numerator|denominator|\\w*measure|\\w*metrics?)\\s*:';

const NOTHING: Linked = { inputs: [], parents: [] };

/** Resolves names of models, measures and metrics. Problems go to `sink`; what has one stays, without the reference. */
export class SemanticLinker {
  readonly #models: Lookup<SemanticModelDraft>;
  readonly #measures: Lookup<SemanticModelDraft>;
  readonly #metrics: Lookup<MetricDraft>;
  readonly #linked = new Map<MetricDraft, Linked>();
  readonly #path: MetricDraft[] = [];

  constructor(
    private readonly drafts: Drafts,
    private readonly parsed: ParsedProject,
    private readonly sink: DiagnosticSink,
  ) {
    const root = parsed.projectName;
    this.#models = new Lookup(root, drafts.semanticModels, (draft) => [draft.name]);
    this.#measures = new Lookup(root, drafts.semanticModels, ({ body }) => body.measures.map((m) => m.name));
    this.#metrics = new Lookup(root, drafts.metrics, (draft) => [draft.name]);
  }

  link(manifest: Manifest): LinkedSemantics {
    const disabled: SemanticNode[] = [];
    const semanticModels = this.#semanticModels(manifest, disabled);
    const metrics = new Map<string, SemanticNode>();
    for (const draft of this.drafts.metrics) {
      const { type_params: params } = draft.body;
      if (!draft.config.enabled) disabled.push(metricNode(draft, params, []));
      else {
        const { inputs, parents } = this.#metric(draft);
        metrics.set(draft.uniqueId, metricNode(draft, { ...params, input_measures: inputs }, parents));
      }
    }
    const savedQueries = new Map<string, SemanticNode>();
    for (const draft of this.drafts.savedQueries) {
      if (!draft.config.enabled) disabled.push(savedQueryNode(draft, []));
      else {
        const parents = draft.body.query_params.metrics.flatMap((name, at) => {
          const found = this.#find(draft, name, () => draft.spanOf(['query_params', 'metrics', at]));
          return found ? [found.uniqueId] : [];
        });
        savedQueries.set(draft.uniqueId, savedQueryNode(draft, [...new Set(parents)]));
      }
    }
    const nodes = this.#withMetrics(manifest.nodes);
    const exposures = this.#withMetrics(manifest.exposures);
    return { semanticModels, metrics, savedQueries, disabled, nodes, exposures };
  }

  #semanticModels({ nodes, sources }: Manifest, disabled: SemanticNode[]): Map<string, SemanticNode> {
    const resolver = new ReferenceResolver(this.parsed, nodes.values(), sources.values(), this.sink);
    const out = new Map<string, SemanticNode>();
    for (const draft of this.drafts.semanticModels) {
      if (!draft.config.enabled) {
        disabled.push(semanticModelNode(draft, null, []));
        continue;
      }
      const { uniqueId, name, packageName, refs, config } = draft;
      const referring = {
        resourceType: draft.kind,
        uniqueId,
        name,
        packageName,
        refs,
        sources: [],
        group: config.group,
      };
      const parents = resolver.resolve(referring as unknown as ExposureNode).nodes;
      const node = nodes.get(parents[0] ?? '');
      const relation = node
        ? {
            alias: node.alias,
            schema_name: node.schema,
            database: node.database,
            relation_name: node.relationName,
          }
        : null;
      if (relation?.relation_name === null)
        this.sink.report(withoutRelation({ of: draft.label, model: node!.name }, draft.spanOf(['model'])));
      out.set(uniqueId, semanticModelNode(draft, relation, parents));
    }
    return out;
  }

  /** A metric's measures, those of its inputs included, and what it depends on. */
  #metric(draft: MetricDraft): Linked {
    const known = this.#linked.get(draft);
    if (known) return known;
    if (this.#path.includes(draft)) {
      const names = [...this.#path.slice(this.#path.indexOf(draft)), draft].map((d) => d.name);
      this.sink.report(metricCycle({ names }, draft.spanOf(['name'])));
      return NOTHING;
    }
    this.#path.push(draft);
    const linked = this.#link(draft);
    this.#path.pop();
    this.#linked.set(draft, linked);
    return linked;
  }

  #link(draft: MetricDraft): Linked {
    const { type, type_params: params } = draft.body;
    const conversion = params.conversion_type_params;
    switch (type) {
      case 'simple':
        return params.measure ? this.#ofMeasures(draft, [params.measure]) : this.#ofSemanticModel(draft);
      case 'cumulative': {
        const input = params.cumulative_type_params?.metric;
        if (params.measure) return this.#ofMeasures(draft, [params.measure]);
        return input ? this.#ofMetrics(draft, [input], false) : this.#lacks(draft, 'a measure');
      }
      case 'conversion': {
        if (!conversion) return this.#lacks(draft, 'conversion_type_params');
        const measures = [conversion.base_measure, conversion.conversion_measure].filter((m) => m !== null);
        const metrics = [conversion.base_metric, conversion.conversion_metric].filter((m) => m !== null);
        return measures.length > 0 ? this.#ofMeasures(draft, measures) : this.#ofMetrics(draft, metrics, false);
      }
      case 'ratio': {
        const inputs = [params.numerator, params.denominator].filter((m) => m !== null);
        return inputs.length === 2
          ? this.#ofMetrics(draft, inputs)
          : this.#lacks(draft, 'a numerator and a denominator');
      }
      default:
        return this.#ofMetrics(draft, params.metrics);
    }
  }

  #ofMeasures(draft: MetricDraft, measures: readonly InputMeasure[]): Linked {
    const inputs: InputMeasure[] = [];
    const parents = new Set<string>();
    for (const measure of measures) {
      addInput(inputs, measure);
      const found = this.#measures.find(measure.name, draft.packageName);
      if (found?.config.enabled) parents.add(found.uniqueId);
      else this.#missing(draft, 'measure', measure.name, found !== undefined, this.#measures.names());
    }
    return { inputs, parents: [...parents] };
  }

  #ofSemanticModel(draft: MetricDraft): Linked {
    const name = draft.body.type_params.metric_aggregation_params?.semantic_model;
    if (name === undefined) return this.#lacks(draft, 'a measure');
    const found = this.#models.find(name, draft.packageName);
    if (found?.config.enabled) return { inputs: [], parents: [found.uniqueId] };
    this.#missing(draft, 'semantic model', name, found !== undefined, this.#models.names());
    return NOTHING;
  }

  /** `adds`: whether the measures of the inputs are its own, too. */
  #ofMetrics(draft: MetricDraft, metrics: readonly InputMetric[], adds = true): Linked {
    const inputs: InputMeasure[] = [];
    const parents = new Set<string>();
    for (const { name } of metrics) {
      const found = this.#find(draft, name, () => this.#placeOf(draft, name));
      if (!found) continue;
      const linked = this.#metric(found);
      if (adds) for (const measure of linked.inputs) addInput(inputs, measure);
      parents.add(found.uniqueId);
    }
    return { inputs, parents: [...parents] };
  }

  #lacks(draft: MetricDraft, what: string): Linked {
    this.sink.report(metricLacks({ of: draft.label, what }, draft.spanOf([])));
    return NOTHING;
  }

  #find(
    from: { readonly label: string; readonly packageName: string },
    name: string,
    span: () => Span | undefined,
    inPackage?: string,
  ): MetricDraft | undefined {
    const found = this.#metrics.find(name, from.packageName, inPackage);
    if (found?.config.enabled) return found;
    if (!this.parsed.failedNames.has(name)) {
      const near = found ? undefined : closest(name, this.#metrics.names());
      const data = { of: from.label, kind: 'metric', name, disabled: found !== undefined, near };
      this.sink.report(semanticReference(data, span()));
    }
    return undefined;
  }

  #missing(draft: MetricDraft, kind: string, name: string, disabled: boolean, names: Iterable<string>): void {
    if (this.parsed.failedNames.has(name)) return;
    const near = disabled ? undefined : closest(name, names);
    this.sink.report(semanticReference({ of: draft.label, kind, name, disabled, near }, this.#placeOf(draft, name)));
  }

  /** The name where the definition refers to it. */
  #placeOf(draft: MetricDraft, name: string): Span {
    const own = draft.spanOf(['name']);
    const { file, end } = draft.spanOf([]);
    const rest = file.text.slice(own.end, end);
    const found = new RegExp(`(?:${INPUT_KEYS}|[-,[])\\s*['"]?(?=${literal(name)}(?!\\w))`).exec(rest);
    if (!found) return own;
    const start = own.end + found.index + found[0].length;
    return { file, start, end: start + name.length };
  }

  /** The name in a call of `metric()`: below an entry of a properties file, or in a file of its own. */
  #callPlace(node: CompilableNode | ExposureNode, name: string): Span | undefined {
    const own = this.parsed.spanOf(node.uniqueId);
    if (!own) return callPlace(node, {}, 'metric', [name], this.parsed);
    const { file, end } = own;
    const found = new RegExp(`\\bmetric\\s*\\([^()]*?['"](?=${literal(name)}['"])`).exec(file.text.slice(end));
    if (!found) return own;
    const start = end + found.index + found[0].length;
    return { file, start, end: start + name.length };
  }

  /** The same things, of which those that refer to metrics depend on them. */
  #withMetrics<N extends CompilableNode | ExposureNode>(map: ReadonlyMap<string, N>): ReadonlyMap<string, N> {
    let changed: Map<string, N> | undefined;
    for (const [id, node] of map) {
      if (node.metrics.length === 0) continue;
      const label = `${node.resourceType.charAt(0).toUpperCase()}${node.resourceType.slice(1)} '${node.name}'`;
      const parents = node.metrics.flatMap((words) => {
        const [first, second] = words as [string, string?];
        const from = { label, packageName: node.packageName };
        const place = (): Span | undefined => this.#callPlace(node, second ?? first);
        const found = this.#find(from, second ?? first, place, second === undefined ? undefined : first);
        return found ? [found.uniqueId] : [];
      });
      changed ??= new Map(map);
      const nodes = [...new Set([...node.dependsOn.nodes, ...parents])];
      changed.set(id, { ...node, dependsOn: { ...node.dependsOn, nodes } });
    }
    return changed ?? map;
  }
}

/** A name as a pattern of itself. */
function literal(name: string): string {
  return name.replace(/[^\w]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function addInput(inputs: InputMeasure[], measure: InputMeasure): void {
  const text = JSON.stringify(measure);
  if (!inputs.some((known) => JSON.stringify(known) === text)) inputs.push(measure);
}
