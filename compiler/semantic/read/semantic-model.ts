import type { YamlPath } from '../../base/yaml/index.js';
import { parseReference } from '../../manifest/references.js';
import type { JsonObject, RefCall } from '../../manifest/types.js';
import type { ParseEnvironment } from '../../parse/environment.js';
import type { PropertyEntry } from '../../parse/properties/entries.js';
import type { SemanticModelBody } from '../shapes.js';
import { type Drafts, draftHead, ownerOf } from './draft.js';
import { dimensionOf, entityOf, measureOf } from './elements.js';
import { Fields } from './fields.js';
import { checkKeys } from './keys.js';
import { metricOfMeasure } from './metric.js';

const LATER = new Set<string | number | undefined>(['dimensions', 'measures', 'entities']);

/** An entry of `semantic_models:`, and the metrics that it has made of its measures. */
export function readSemanticModel(env: ParseEnvironment, entry: PropertyEntry, into: Drafts): void {
  const value = env.yaml.render(
    entry,
    entry.value,
    [],
    (path) => path.at(-1) === 'description' && (path.length === 1 || (path.length === 3 && LATER.has(path[0]))),
  );
  const owner = ownerOf(env, entry, 'semantic_model', entry.name);
  checkKeys(owner, 'semanticModel', value, []);
  const fields = new Fields(owner, value, []);
  const head = draftHead(env, entry, 'semantic_model', entry.name, fields.record('config'));
  const { meta } = head.config;
  const defaults = fields.child('defaults');
  const measures = fields.children('measures');
  const model = fields.required('model');
  const body: SemanticModelBody = {
    name: entry.name,
    model,
    node_relation: null,
    description: fields.description(),
    label: fields.text('label'),
    defaults: defaults ? { agg_time_dimension: defaults.text('agg_time_dimension') } : null,
    entities: fields.children('entities').map((f) => entityOf(f, meta)),
    measures: measures.map((f) => measureOf(f, meta)),
    dimensions: fields.children('dimensions').map((f) => dimensionOf(f, meta)),
    primary_entity: fields.text('primary_entity'),
    config: head.config as JsonObject,
  };
  const refs = refsOf(fields, model);
  if (owner.failed) {
    env.failed.add(entry.name);
    for (const measure of body.measures) env.failed.add(measure.name);
    return;
  }
  const elements = new Map<string, YamlPath>([['defaults', ['defaults', 'agg_time_dimension']]]);
  for (const [kind, key] of Object.entries({ entity: 'entities', dimension: 'dimensions', measure: 'measures' }))
    for (const f of fields.children(key)) elements.set(`${kind} ${f.text('name')}`, f.path);
  into.semanticModels.push({ ...head, refs, meta: {}, tags: [], body, elements });
  for (const [at, measure] of body.measures.entries()) {
    if (measures[at]!.flag('create_metric', false))
      into.metrics.push(metricOfMeasure(env, entry, measure, head.config, ['measures', at]));
  }
}

function refsOf(fields: Fields, model: string): RefCall[] {
  const reference = parseReference(model);
  if (reference?.kind === 'ref') {
    const { name, package: packageName, version } = reference;
    return [{ name, package: packageName, version, span: fields.owner.spanOf(['model']) }];
  }
  if (model !== '') fields.complain('model', `'${model}' is no ref(): write ref('the_model')`);
  return [];
}
