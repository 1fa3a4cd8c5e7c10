import type { YamlPath } from '../../base/yaml/index.js';
import type { ColumnInfo, JsonObject, ModelNode } from '../../manifest/types.js';
import { asList, isRecord } from '../../parse/config/merge.js';
import type { ParseEnvironment } from '../../parse/environment.js';
import type { PropertyEntry } from '../../parse/properties/entries.js';
import { versionedSemantics } from '../diagnostics.js';
import {
  DIMENSION_TYPES,
  type Dimension,
  ENTITY_TYPES,
  type Entity,
  GRANULARITIES,
  type SemanticModelBody,
} from '../shapes.js';
import { type Drafts, draftHead, ownerOf } from './draft.js';
import { validityOf } from './elements.js';
import { Fields, type Owner } from './fields.js';
import { checkKeys } from './keys.js';
import { metricOfModel } from './metric.js';

/** The semantic model and the metrics that a model has in its own entry. */
export function readModelSemantics(env: ParseEnvironment, entry: PropertyEntry, model: ModelNode, into: Drafts): void {
  const value = env.yaml.entry(entry);
  if (model.version !== null) {
    env.sink.report(versionedSemantics({ model: model.name }, entry.spanOf(['semantic_model'], 'key')));
    return;
  }
  const written = value.semantic_model;
  const settings = isRecord(written) ? written : undefined;
  if (written === false || settings?.enabled === false) return;
  const name = typeof settings?.name === 'string' ? settings.name : model.name;
  const owner = ownerOf(env, entry, 'semantic_model', name);
  const fields = new Fields(owner, value, []);
  if (!settings && written !== true) fields.complain('semantic_model', "'semantic_model' must be true or a mapping");
  if (settings) checkKeys(owner, 'modelSemantics', settings, ['semantic_model']);
  checkKeys(owner, 'derivedSemantics', value.derived_semantics, ['derived_semantics']);
  for (const [at, column] of asList(value.columns).entries()) {
    if (!isRecord(column)) continue;
    checkKeys(owner, 'columnDimension', column.dimension, ['columns', at, 'dimension']);
    checkKeys(owner, 'columnEntity', column.entity, ['columns', at, 'entity']);
  }
  const head = draftHead(env, entry, 'semantic_model', name, settings ? configOf(settings) : {});
  const { meta } = head.config;
  const columns = columnsOf(model, value, owner);
  const derived = fields.child('derived_semantics');
  const aggTimeDimension = fields.text('agg_time_dimension');
  const body: SemanticModelBody = {
    name,
    model: `ref('${model.name}')`,
    node_relation: null,
    description: model.description,
    label: null,
    defaults: { agg_time_dimension: aggTimeDimension },
    entities: [
      ...columns.flatMap((column) => columnEntity(column, meta)),
      ...(derived?.children('entities').map((f) => derivedEntity(f, meta)) ?? []),
    ],
    measures: [],
    dimensions: [
      ...columns.flatMap((column) => columnDimension(column, meta)),
      ...(derived?.children('dimensions').map((f) => derivedDimension(f, meta)) ?? []),
    ],
    primary_entity: fields.text('primary_entity'),
    config: head.config as JsonObject,
  };
  if (owner.failed) env.failed.add(name);
  else {
    const refs = [{ name: model.name, package: null, version: null, span: entry.nameSpan }];
    const elements = new Map<string, YamlPath>([['defaults', ['agg_time_dimension']]]);
    for (const column of columns) {
      for (const { name } of columnEntity(column, {})) elements.set(`entity ${name}`, column.fields.path);
      for (const { name } of columnDimension(column, {})) elements.set(`dimension ${name}`, column.fields.path);
    }
    for (const [kind, key] of Object.entries({ entity: 'entities', dimension: 'dimensions' }))
      for (const f of derived?.children(key) ?? []) elements.set(`${kind} ${f.text('name')}`, f.path);
    into.semanticModels.push({ ...head, refs, meta: {}, tags: [], body, elements });
  }
  asList(value.metrics).forEach((metric, at) => {
    const path: YamlPath = ['metrics', at];
    if (isRecord(metric)) metricOfModel(env, entry, metric, path, { name, aggTimeDimension }, into);
    else fields.complain('metrics', `'metrics.${at}' must be a mapping`);
  });
}

/** What the configuration is made of; dbt looks at `enabled` and `group` only where there is a `config`. */
function configOf(settings: Readonly<Record<string, unknown>>): JsonObject {
  const { config } = settings;
  if (!isRecord(config)) return {};
  return {
    ...(isRecord(config.meta) ? { meta: config.meta } : {}),
    enabled: settings.enabled ?? true,
    ...(settings.group === undefined || settings.group === null ? {} : { group: settings.group }),
  } as unknown as JsonObject;
}

interface Column {
  readonly info: ColumnInfo;
  /** Its mapping in the properties file. */
  readonly fields: Fields;
}

function columnsOf(model: ModelNode, value: Readonly<Record<string, unknown>>, owner: Owner): Column[] {
  return asList(value.columns).flatMap((column, at) => {
    const info = isRecord(column) ? model.columns[String(column.name)] : undefined;
    return info ? [{ info, fields: new Fields(owner, column as Record<string, unknown>, ['columns', at]) }] : [];
  });
}

function columnEntity({ info, fields }: Column, meta: JsonObject): Entity[] {
  if (!fields.has('entity')) return [];
  const plain = typeof fields.value.entity === 'string';
  const own = plain ? undefined : fields.child('entity');
  const name = own?.text('name') ?? info.name;
  const config = own?.record('config');
  return [
    {
      name,
      type: own ? own.choice('type', ENTITY_TYPES) : fields.choice('entity', ENTITY_TYPES),
      description: own?.description() || info.description,
      label: own?.text('label') ?? null,
      role: null,
      expr: name === info.name ? null : info.name,
      config: { meta: { ...meta, ...(isRecord(config?.meta) ? own!.meta : info.meta) } },
    },
  ];
}

function columnDimension({ info, fields }: Column, meta: JsonObject): Dimension[] {
  if (!fields.has('dimension')) return [];
  const plain = typeof fields.value.dimension === 'string';
  const own = plain ? undefined : fields.child('dimension');
  const name = own?.text('name') ?? info.name;
  const type = own ? own.choice('type', DIMENSION_TYPES) : fields.choice('dimension', DIMENSION_TYPES);
  const validity = validityOf(own?.child('validity_params'));
  return [
    {
      name,
      type,
      description: own?.description() || info.description,
      label: own?.text('label') ?? null,
      is_partition: own?.flag('is_partition', false) ?? false,
      type_params:
        own && fields.has('granularity')
          ? { time_granularity: fields.choice('granularity', GRANULARITIES), validity_params: validity }
          : null,
      expr: name === info.name ? null : info.name,
      metadata: null,
      config: { meta: { ...meta, ...info.meta, ...own?.meta } },
    },
  ];
}

function derivedEntity(fields: Fields, meta: JsonObject): Entity {
  return {
    name: fields.required('name'),
    type: fields.choice('type', ENTITY_TYPES),
    description: fields.description(),
    label: fields.text('label'),
    role: null,
    expr: fields.required('expr'),
    config: { meta: { ...meta, ...fields.meta } },
  };
}

function derivedDimension(fields: Fields, meta: JsonObject): Dimension {
  const validity = validityOf(fields.child('validity_params'));
  const hasGranularity = fields.has('granularity');
  return {
    name: fields.required('name'),
    type: fields.choice('type', DIMENSION_TYPES),
    description: fields.description(),
    label: fields.text('label'),
    is_partition: fields.flag('is_partition', false),
    type_params: hasGranularity
      ? { time_granularity: fields.choice('granularity', GRANULARITIES), validity_params: validity }
      : null,
    expr: fields.required('expr'),
    metadata: null,
    config: { meta: { ...meta, ...fields.meta } },
  };
}
