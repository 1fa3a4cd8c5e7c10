import type { Span } from '../../base/source.js';
import { closest } from '../../base/suggest.js';
import { GRANULARITIES, type WhereFilters } from '../shapes.js';
import { type Checked, fail, warn } from './context.js';
import { dundered, type Item, ItemError, itemsOf } from './items.js';

/** Filters of metrics, of their inputs, and of saved queries can be read. */
export function checkFilters(checked: Checked): void {
  for (const { body, draft } of checked.metrics) {
    const { measure, numerator, denominator, metrics } = body.type_params;
    checkFilter(checked, draft.label, body.filter, (at) => draft.spanOf(['filter', at]));
    for (const input of [measure, numerator, denominator, ...metrics])
      if (input)
        checkFilter(checked, `${draft.label}: input '${input.name}'`, input.filter, () =>
          draft.spanOf(['type_params']),
        );
  }
  for (const { body, draft } of checked.queries)
    checkFilter(checked, draft.label, body.query_params.where, (at) => draft.spanOf(['query_params', 'where', at]));
}

function checkFilter(checked: Checked, of: string, filters: WhereFilters | null, place: (at: number) => Span): void {
  for (const [at, { where_sql_template: template }] of (filters?.where_filters ?? []).entries()) {
    const span = place(at);
    let items: Item[] | undefined;
    try {
      items = itemsOf(template);
      for (const item of items ?? []) resolve(item, checked.custom);
    } catch (error) {
      if (!(error instanceof ItemError)) throw error;
      fail(checked, `${of}: in the filter '${template.trim()}' ${error.message}`, span);
      continue;
    }
    for (const item of items ?? []) {
      const grain = grainOf(item, checked.custom)?.toLowerCase();
      const known = [...GRANULARITIES, ...checked.custom];
      if (!grain || known.includes(grain)) continue;
      const near = closest(grain, known);
      warn(checked, `${of}: '${grain}' in its filter is no granularity`, span, near && `Did you mean '${near}'?`);
    }
  }
}

/** The name that an item means, without entities and granularity. Throws ItemError. */
export function resolve(item: Item, custom: readonly string[]): string {
  const { kind, name } = item;
  if (kind === 'Metric') {
    if (item.groupBy.length === 0) throw new ItemError(`Metric('${name}') needs a group_by`);
    return name;
  }
  const isTime = kind === 'TimeDimension' || (kind === 'Dimension' && (item.grain !== null || item.datePart !== null));
  const parsed = dundered(name, isTime ? custom : []);
  if (kind === 'Entity') {
    if (parsed.grain) throw new ItemError(`the entity '${name}' has a granularity in its name`);
    return parsed.element;
  }
  if (parsed.links.length !== 1 && parsed.element !== 'metric_time')
    throw new ItemError(
      `'${name}' is no name of a dimension: write its primary entity before it, as in order__${parsed.element}`,
    );
  if (isTime && parsed.grain && item.grain && parsed.grain !== item.grain)
    throw new ItemError(`'${name}' has granularity ${parsed.grain} in its name, and ${item.grain} besides`);
  return parsed.element;
}

function grainOf(item: Item, custom: readonly string[]): string | null {
  if (item.kind !== 'TimeDimension' && item.grain === null) return null;
  return dundered(item.name, custom).grain ?? item.grain;
}
