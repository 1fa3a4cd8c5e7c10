import { QuernError } from '../../base/diagnostics.js';
import { closest } from '../../base/suggest.js';
import { dundered, type Item } from '../checks/items.js';
import { queryItem } from '../diagnostics.js';
import type { Dimension, Entity, Granularity, SemanticModelBody } from '../shapes.js';
import type { Layer } from './layer.js';
import { isFiner, isGranularity, refOf, truncated } from './template.js';

/** A subquery over a semantic model's relation with just the elements that are asked for, each under a name of its own. */
class Instance {
  readonly columns = new Map<string, string>();

  constructor(
    readonly alias: string,
    readonly model: SemanticModelBody,
    readonly condition: () => string,
  ) {}

  /** The element's name outside of the subquery. */
  column(name: string, sql: string): string {
    this.columns.set(name, sql);
    return `${this.alias}.${name}`;
  }

  sql(indent: string): string {
    const columns = [...this.columns].map(([name, sql]) => (sql === name ? name : `${sql} as ${name}`));
    return [
      `(`,
      `${indent}  select`,
      columns.map((column) => `${indent}    ${column}`).join(',\n'),
      `${indent}  from ${refOf(this.model.model)}`,
      `${indent}) as ${this.alias}`,
    ].join('\n');
  }
}

/** Where an element is found: the entities on the way to its semantic model. */
interface Found {
  readonly instance: Instance;
  readonly element: Dimension | Entity;
}

/** What a semantic model's rows can be grouped and filtered by: its own elements and those of models that its entities lead to. */
export class Source {
  readonly base: Instance;
  readonly #joins = new Map<string, Instance>();

  constructor(
    private readonly layer: Layer,
    model: SemanticModelBody,
    /** The time dimension that `metric_time` is. */
    private readonly timeName: string,
  ) {
    this.base = new Instance('src', model, () => '');
  }

  /** The time of a row, as fine as the dimension is. */
  time(): { readonly sql: string; readonly granularity: Granularity } {
    const dimension = this.base.model.dimensions.find(({ name }) => name === this.timeName)!;
    return {
      sql: this.base.column(`${this.timeName}__raw`, dimension.expr ?? dimension.name),
      granularity: dimension.type_params?.time_granularity ?? 'day',
    };
  }

  measure(name: string, sql: string): string {
    return this.base.column(name, sql);
  }

  /** The column of an item other than metric_time. Throws QuernError. */
  column(item: Item): { readonly sql: string; readonly name: string } {
    const { links, element: name, grain: ownGrain } = pathOf(item);
    const found = this.#find(this.base, links, name, []);
    if (!found) throw this.#unknown(item);
    const { instance, element } = found;
    const full = [...links, name].join('__');
    if (!('type_params' in element) || element.type !== 'time') {
      if (ownGrain !== null) throw new QuernError(queryItem({ item: item.name, message: 'it is no time dimension' }));
      return { sql: instance.column(full, element.expr ?? element.name), name: full };
    }
    const finest = element.type_params?.time_granularity ?? 'day';
    const grain = grainOf(item, ownGrain ?? finest);
    if (isFiner(grain, finest))
      throw new QuernError(queryItem({ item: item.name, message: `its granularity is ${finest}, which is coarser` }));
    const column = `${full}__${grain}`;
    return { sql: instance.column(column, truncated(grain, element.expr ?? element.name)), name: column };
  }

  /** Lines of FROM and JOIN. */
  from(): string[] {
    return [
      `  from ${this.base.sql('  ')}`,
      ...[...this.#joins.values()].map((join) => `  left join ${join.sql('  ')} on ${join.condition()}`),
    ];
  }

  #find(from: Instance, links: readonly string[], name: string, path: readonly string[]): Found | undefined {
    const { model } = from;
    if (links.length === 0) {
      const entity = model.entities.find((one) => one.name === name);
      return entity && { instance: from, element: entity };
    }
    const [link, ...rest] = links as [string, ...string[]];
    if (rest.length === 0 && isOf(model, link)) {
      const element = elementOf(model, name);
      if (element) return { instance: from, element };
    }
    const entity = model.entities.find((one) => one.name === link);
    if (!entity) return undefined;
    for (const target of this.layer.models) {
      if (target === model || !target.entities.some((one) => one.name === link && one.type !== 'foreign')) continue;
      if (!reaches(this.layer, target, rest, name)) continue;
      const joined = this.#join(from, entity, target, [...path, link]);
      const element = rest.length === 0 ? elementOf(target, name) : undefined;
      if (element) return { instance: joined, element };
      const further = rest.length > 0 ? this.#find(joined, rest, name, [...path, link]) : undefined;
      if (further) return further;
    }
    return undefined;
  }

  #join(from: Instance, entity: Entity, model: SemanticModelBody, path: readonly string[]): Instance {
    const key = [...path, model.name].join('\0');
    const known = this.#joins.get(key);
    if (known) return known;
    const theirs = model.entities.find((one) => one.name === entity.name)!;
    const own = from.column(entity.name, entity.expr ?? entity.name);
    const start = model.dimensions.find((one) => one.type_params?.validity_params?.is_start);
    const end = model.dimensions.find((one) => one.type_params?.validity_params?.is_end);
    const joined = new Instance(`j${this.#joins.size + 1}`, model, () => {
      const conditions = [`${own} = ${joined.alias}.${entity.name}`];
      if (start && end) {
        const [since, until] = [start, end].map((one) => `${joined.alias}.${one.name}`);
        const { sql: time } = this.time();
        conditions.push(`${time} >= ${since}`, `(${time} < ${until} or ${until} is null)`);
      }
      return conditions.join(' and ');
    });
    joined.column(entity.name, theirs.expr ?? theirs.name);
    if (start && end) {
      this.time();
      for (const one of [start, end]) joined.column(one.name, one.expr ?? one.name);
    }
    this.#joins.set(key, joined);
    return joined;
  }

  #unknown(item: Item): QuernError {
    const names = groupable(this.layer, this.base.model);
    const asked = [...pathOf(item).links, pathOf(item).element].join('__');
    return new QuernError(
      queryItem({
        item: item.name,
        message: `the semantic model '${this.base.model.name}' has none, and its entities lead to none`,
        near: closest(asked, names) ?? names.find((name) => name.endsWith(`__${asked}`)),
        known: names,
      }),
    );
  }
}

/** Names that rows of a model can be grouped by, over one entity at most. */
export function groupable(layer: Layer, model: SemanticModelBody): string[] {
  const names = new Set<string>(['metric_time', ...model.entities.map(({ name }) => name)]);
  for (const link of [model.primary_entity, ...model.entities.filter(isKey).map(({ name }) => name)])
    if (link) for (const { name } of model.dimensions) names.add(`${link}__${name}`);
  for (const { name: link } of model.entities)
    for (const target of layer.models)
      if (target !== model && target.entities.some((one) => one.name === link && one.type !== 'foreign'))
        for (const { name } of target.dimensions) names.add(`${link}__${name}`);
  return [...names].sort();
}

const isKey = ({ type }: Entity): boolean => type === 'primary' || type === 'unique';

/** Whether a model's own elements are told by this entity. */
function isOf(model: SemanticModelBody, link: string): boolean {
  return model.primary_entity === link || model.entities.some((one) => one.name === link && isKey(one));
}

function elementOf(model: SemanticModelBody, name: string): Dimension | Entity | undefined {
  return model.dimensions.find((one) => one.name === name) ?? model.entities.find((one) => one.name === name);
}

function reaches(layer: Layer, model: SemanticModelBody, links: readonly string[], name: string): boolean {
  if (links.length === 0) return elementOf(model, name) !== undefined;
  const [link, ...rest] = links as [string, ...string[]];
  if (rest.length === 0 && isOf(model, link) && elementOf(model, name)) return true;
  if (!model.entities.some((one) => one.name === link)) return false;
  return layer.models.some(
    (target) =>
      target !== model &&
      target.entities.some((one) => one.name === link && one.type !== 'foreign') &&
      reaches(layer, target, rest, name),
  );
}

export interface ItemPath {
  readonly links: readonly string[];
  readonly element: string;
  readonly grain: string | null;
}

export function pathOf(item: Item): ItemPath {
  const { links, element, grain } = dundered(item.name);
  return { links: [...item.entityPath, ...links], element, grain: item.grain?.toLowerCase() ?? grain };
}

/** Throws QuernError for what is no granularity. */
export function grainOf(item: Item, grain: string): Granularity {
  if (item.datePart !== null)
    throw new QuernError(queryItem({ item: item.name, message: 'parts of dates (date_part) are not supported here' }));
  if (isGranularity(grain)) return grain;
  throw new QuernError(queryItem({ item: item.name, message: `'${grain}' is no standard granularity` }));
}
