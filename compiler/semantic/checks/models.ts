import { closest } from '../../base/suggest.js';
import { dimensionWithoutGranularity } from '../diagnostics.js';
import type { Dimension } from '../shapes.js';
import { type Checked, type CheckedModel, elementSpan, fail, quoted } from './context.js';

/** What has to hold within each semantic model, and of dimensions between them. */
export function checkModels(checked: Checked): void {
  const types = new Map<string, { readonly dimension: Dimension; readonly label: string }>();
  const pairs = new Map<string, string>();
  for (const model of checked.models) {
    checkDimensions(checked, model, types);
    checkValidity(checked, model);
    checkNatural(checked, model);
    checkPrimary(checked, model, pairs);
    checkDefaults(checked, model);
  }
}

function checkDimensions(
  checked: Checked,
  model: CheckedModel,
  types: Map<string, { readonly dimension: Dimension; readonly label: string }>,
): void {
  for (const dimension of model.body.dimensions) {
    const { name, type, is_partition: partition } = dimension;
    const span = elementSpan(model, 'dimension', name);
    const known = types.get(name);
    const what = `${model.draft.label}: dimension '${name}'`;
    if (!known) types.set(name, { dimension, label: model.draft.label });
    else {
      const other = known.label.toLowerCase();
      if (known.dimension.type !== type)
        fail(checked, `${what} is of type ${type}, and of type ${known.dimension.type} in ${other}`, span);
      if (known.dimension.is_partition !== partition)
        fail(checked, `${what} has is_partition ${partition}, and ${!partition} in ${other}`, span);
    }
    if (type === 'time' && !dimension.type_params)
      checked.sink.report(dimensionWithoutGranularity({ model: model.body.name, dimension: name }, span));
  }
}

/** A window of validity is two time dimensions and a natural entity, and has no measures. */
function checkValidity(checked: Checked, model: CheckedModel): void {
  const { dimensions, entities, measures } = model.body;
  const window = dimensions.filter((dimension) => dimension.type_params?.validity_params);
  if (window.length === 0) return;
  const span = elementSpan(model, 'dimension', window[0]!.name);
  const tell = (message: string): void => fail(checked, `${model.draft.label}: ${message}`, span);
  const count = (key: 'is_start' | 'is_end'): number =>
    window.filter((dimension) => dimension.type_params!.validity_params![key]).length;
  if (window.length !== 2 || count('is_start') !== 1 || count('is_end') !== 1)
    tell(
      `validity_params are for exactly two time dimensions, one with is_start and one with is_end, not for ${quoted(window.map((d) => d.name))}`,
    );
  if (!entities.some((entity) => entity.type === 'natural')) tell('validity_params need an entity of type natural');
  const keys = entities.filter((entity) => entity.type === 'primary' || entity.type === 'unique');
  if (keys.length > 0)
    tell(`validity_params do not go with entities of type primary or unique (${quoted(keys.map((e) => e.name))})`);
  if (measures.length > 0) tell(`validity_params do not go with measures (${quoted(measures.map((m) => m.name))})`);
}

function checkNatural(checked: Checked, model: CheckedModel): void {
  const { dimensions, entities } = model.body;
  const natural = entities.filter((entity) => entity.type === 'natural');
  if (natural.length === 0) return;
  const span = elementSpan(model, 'entity', natural[0]!.name);
  if (new Set(natural.map((entity) => entity.name)).size > 1)
    fail(
      checked,
      `${model.draft.label} has more than one natural entity (${quoted(natural.map((e) => e.name))})`,
      span,
    );
  if (!dimensions.some((dimension) => dimension.type_params?.validity_params))
    fail(checked, `${model.draft.label}: a natural entity needs time dimensions with validity_params`, span);
}

function checkPrimary(checked: Checked, model: CheckedModel, pairs: Map<string, string>): void {
  const { dimensions, entities, primary_entity: named } = model.body;
  const { label } = model.draft;
  const primary = entities.filter((entity) => entity.type === 'primary').map((entity) => entity.name);
  if (primary.length > 1)
    fail(
      checked,
      `${label} has more than one primary entity (${quoted(primary)})`,
      elementSpan(model, 'entity', primary[1]!),
    );
  else if (primary.length === 1 && named !== null)
    fail(
      checked,
      `${label} has a primary entity ('${primary[0]}') and the setting primary_entity ('${named}')`,
      model.draft.spanOf(['primary_entity']),
    );
  else if (primary.length === 0 && named === null && dimensions.length > 0)
    fail(
      checked,
      `${label} has dimensions, but no primary entity: give it one, or primary_entity`,
      model.draft.spanOf(['name']),
    );
  const entity = named ?? primary[0];
  if (entity === undefined) return;
  for (const { name } of dimensions) {
    const pair = `${entity}__${name}`;
    const other = pairs.get(pair);
    if (other && other !== label)
      fail(
        checked,
        `${label}: dimension '${name}' of primary entity '${entity}' is one of ${other.toLowerCase()} already`,
        elementSpan(model, 'dimension', name),
      );
    pairs.set(pair, other ?? label);
  }
}

function checkDefaults(checked: Checked, model: CheckedModel): void {
  const name = model.body.defaults?.agg_time_dimension;
  if (name === null || name === undefined) return;
  const times = timeDimensions(model);
  if (!times.includes(name))
    fail(
      checked,
      `${model.draft.label}: the default agg_time_dimension '${name}' is none of its time dimensions`,
      model.draft.spanOf(model.draft.elements?.get('defaults') ?? ['name']),
      closest(name, times),
    );
}

export function timeDimensions({ body }: CheckedModel): string[] {
  return body.dimensions.filter((dimension) => dimension.type === 'time').map((dimension) => dimension.name);
}
