import { QuernError } from '../../base/diagnostics.js';
import { type Item, ItemError, itemsOf } from '../checks/items.js';
import { queryItem, queryText, queryUnsupported } from '../diagnostics.js';
import type {
  Aggregation,
  AggregationParams,
  CumulativeParams,
  Granularity,
  NonAdditiveDimension,
  SemanticModelBody,
  TimeWindow,
} from '../shapes.js';
import type { Layer, Spine } from './layer.js';
import { grainOf, pathOf, Source } from './source.js';
import { isFiner, percentile, refOf, shifted, singular, truncated } from './template.js';

/** What is aggregated over a semantic model's rows, and over which of them. */
export interface LeafSpec {
  readonly model: SemanticModelBody;
  readonly time: string;
  readonly filters: readonly string[];
  readonly shift: TimeWindow | null;
  readonly toGrain: string | null;
  readonly nonAdditive: NonAdditiveDimension | null;
  readonly cumulative: CumulativeParams | null;
}

export interface Aggregate {
  readonly name: string;
  readonly agg: Aggregation;
  readonly expr: string;
  readonly params: AggregationParams | null;
}

/** What all leaves of a query are grouped by. */
export interface Grouping {
  readonly items: readonly Item[];
  /** Of metric_time, where an item does not say it. */
  readonly timeGrain: Granularity;
}

/** One SELECT: aggregates of the same rows, one row a group. */
export class Leaf {
  readonly #source: Source;
  readonly #aggregates = new Map<string, Aggregate>();

  constructor(
    readonly relation: string,
    private readonly layer: Layer,
    private readonly spec: LeafSpec,
    private readonly grouping: Grouping,
    private readonly metric: string,
  ) {
    this.#source = new Source(layer, spec.model, spec.time);
  }

  /** The column of an aggregate in this relation. */
  column(aggregate: Aggregate): string {
    const taken = this.#aggregates.get(aggregate.name);
    if (taken && JSON.stringify(taken) !== JSON.stringify(aggregate))
      return this.column({ ...aggregate, name: `${aggregate.name}_${this.#aggregates.size}` });
    this.#aggregates.set(aggregate.name, aggregate);
    return aggregate.name;
  }

  /** Names of the group's columns, in order. */
  keys(): string[] {
    return this.grouping.items.map((item) => this.#key(item).name);
  }

  sql(): string {
    const { cumulative, nonAdditive } = this.spec;
    if (cumulative && this.#timeItem() && this.#perPeriod()) return this.#ofPeriods(cumulative);
    return nonAdditive ? this.#ofLatest(nonAdditive) : this.#select(this.grouping.items.map((item) => this.#key(item)));
  }

  #select(keys: readonly { readonly sql: string; readonly name: string }[]): string {
    const values = [...this.#aggregates.values()].map((one) => {
      const column = this.#source.measure(`${one.name}__input`, one.expr === '*' ? '1' : one.expr);
      return `${aggregated(one, column)} as ${one.name}`;
    });
    const where = this.#where();
    return [
      '  select',
      [...keys.map(({ sql, name }) => `${sql} as ${name}`), ...values].map((line) => `    ${line}`).join(',\n'),
      ...this.#from(),
      ...where,
      ...grouped(keys.length),
    ].join('\n');
  }

  /** Of the rows of a group, those of its first or last time. */
  #ofLatest({ name, window_choice: choice, window_groupings: groupings }: NonAdditiveDimension): string {
    const source = this.#source;
    const keys = this.grouping.items.map((item) => this.#key(item));
    const dimension = this.spec.model.dimensions.find((one) => one.name === name)!;
    const time = source.measure(`${name}__of_choice`, dimension.expr ?? dimension.name);
    const parts = groupings.map((grouping) => {
      const { entities, dimensions } = this.spec.model;
      const element = [...entities, ...dimensions].find((one) => one.name === grouping)!;
      return source.measure(`${grouping}__of_choice`, element.expr ?? element.name);
    });
    const period = this.#timeItem();
    if (period) parts.push(this.#key(period).sql);
    const inputs = [...this.#aggregates.values()].map((one) => ({
      one,
      column: source.measure(`${one.name}__input`, one.expr === '*' ? '1' : one.expr),
    }));
    const where = this.#where();
    const over = parts.length > 0 ? `partition by ${parts.join(', ')}` : '';
    const inner = [
      '    select',
      [
        ...keys.map(({ sql, name: key }) => `${sql} as ${key}`),
        ...inputs.map(({ one, column }) => `${column} as ${one.name}__input`),
        `${time} as ${name}__of_choice`,
        `${choice}(${time}) over (${over}) as ${name}__chosen`,
      ]
        .map((line) => `      ${line}`)
        .join(',\n'),
      ...[...this.#from(), ...where].map((line) => line.replace(/^/gm, '  ')),
    ].join('\n');
    return [
      '  select',
      [
        ...keys.map(({ name: key }) => key),
        ...inputs.map(({ one }) => `${aggregated(one, `${one.name}__input`)} as ${one.name}`),
      ]
        .map((line) => `    ${line}`)
        .join(',\n'),
      `  from (\n${inner}\n  ) as rows_of_choice`,
      `  where ${name}__of_choice = ${name}__chosen`,
      ...grouped(keys.length),
    ].join('\n');
  }

  /** A running value is known for each step of the spine; a longer period has its first, its last, or the average of them. */
  #ofPeriods({ period_agg: choice }: CumulativeParams): string {
    const item = this.#timeItem()!;
    const { name } = this.#key(item);
    const spine = this.#spine();
    const step = `spine.${spine.column}`;
    const others = this.grouping.items.filter((one) => one !== item).map((one) => this.#key(one));
    const inner = this.#select([{ sql: truncated(spine.granularity, step), name: 'step' }, ...others]);
    const period = truncated(this.#grain(item), 'step');
    const keys = this.grouping.items.map((one) => (one === item ? period : this.#key(one).name));
    const values = [...this.#aggregates.keys()];
    if (choice === 'average') {
      const lines = this.grouping.items.map((one, at) => (one === item ? `${keys[at]} as ${name}` : keys[at]!));
      return [
        '  select',
        [...lines, ...values.map((value) => `avg(${value}) as ${value}`)].map((line) => `    ${line}`).join(',\n'),
        `  from (\n${inner.replace(/^/gm, '  ')}\n  ) as steps`,
        ...grouped(keys.length),
      ].join('\n');
    }
    const order = `over (partition by ${keys.join(', ')} order by step${choice === 'last' ? ' desc' : ''})`;
    const ranked = [
      '    select',
      [
        ...this.grouping.items.map((one, at) => (one === item ? `${keys[at]} as ${name}` : keys[at]!)),
        ...values,
        `row_number() ${order} as place`,
      ]
        .map((line) => `      ${line}`)
        .join(',\n'),
      `    from (\n${inner.replace(/^/gm, '    ')}\n    ) as steps`,
    ].join('\n');
    return [
      '  select',
      [...this.keys(), ...values].map((line) => `    ${line}`).join(',\n'),
      `  from (\n${ranked}\n  ) as ranked`,
      '  where place = 1',
    ].join('\n');
  }

  #from(): string[] {
    // First, since it may ask the source for the rows' time.
    const condition = this.#spineCondition();
    const lines = this.#source.from();
    if (condition === undefined) return lines;
    const [base, ...joins] = lines;
    return [`  from ${this.#steps()} as spine`, `${base!.replace('  from ', '  join ')} on ${condition}`, ...joins];
  }

  /** The time spine; where rows are looked up at the start of a period, in steps of what is asked for. */
  #steps(): string {
    const { model, column } = this.#spine();
    const relation = refOf(`ref('${model}')`);
    if (this.spec.cumulative) return relation;
    return `(select distinct ${truncated(this.#grain(this.#timeItem()!), column)} as step from ${relation})`;
  }

  /** How the rows of a step of the time spine are found; undefined where the rows' own time counts. */
  #spineCondition(): string | undefined {
    const { cumulative, toGrain } = this.spec;
    const item = this.#timeItem();
    if (!item) {
      if (cumulative && (cumulative.window || cumulative.grain_to_date))
        throw new QuernError(
          queryUnsupported({ metric: this.metric, message: 'group it by metric_time: it runs over a window of it' }),
        );
      return undefined;
    }
    const { sql } = this.#source.time();
    if (!cumulative)
      return toGrain === null
        ? undefined
        : `${truncated(this.#grain(item), sql)} = ${truncated(toGrain.toLowerCase(), 'spine.step')}`;
    const spine = this.#spine();
    const step = `spine.${spine.column}`;
    const time = truncated(spine.granularity, sql);
    const conditions = [`${time} <= ${truncated(spine.granularity, step)}`];
    if (cumulative.window)
      conditions.push(`${time} > ${truncated(spine.granularity, shifted(cumulative.window, step, -1))}`);
    else if (cumulative.grain_to_date)
      conditions.push(`${time} >= ${truncated(cumulative.grain_to_date.toLowerCase(), step)}`);
    return conditions.join(' and ');
  }

  /** The coarsest that is as fine as the rows' time needs: of days, for most. */
  #spine(): Spine {
    const spines = [...this.layer.spines].sort((a, b) => (isFiner(a.granularity, b.granularity) ? 1 : -1));
    const needed = this.#grainOfSteps();
    const spine = spines.find(({ granularity }) => !isFiner(needed, granularity));
    if (spine) return spine;
    throw new QuernError(
      queryUnsupported({ metric: this.metric, message: `there is no time spine as fine as a ${needed}` }),
    );
  }

  #grainOfSteps(): Granularity {
    const own = this.#source.time().granularity;
    const item = this.#timeItem();
    return item && isFiner(this.#grain(item), 'day') ? this.#grain(item) : isFiner(own, 'day') ? 'day' : own;
  }

  /** Whether metric_time is asked for in longer steps than the spine's. */
  #perPeriod(): boolean {
    return isFiner(this.#spine().granularity, this.#grain(this.#timeItem()!));
  }

  #timeItem(): Item | undefined {
    return this.grouping.items.find(isMetricTime);
  }

  #grain(item: Item): Granularity {
    return grainOf(item, pathOf(item).grain ?? this.grouping.timeGrain);
  }

  #key(item: Item): { readonly sql: string; readonly name: string } {
    if (item.kind === 'Metric')
      throw new QuernError(queryItem({ item: item.name, message: 'metrics are not supported here' }));
    if (!isMetricTime(item)) return this.#source.column(item);
    const grain = this.#grain(item);
    return { sql: this.#time(grain), name: `metric_time__${grain}` };
  }

  #time(grain: Granularity): string {
    const { cumulative, toGrain, shift } = this.spec;
    if (this.#timeItem() && (cumulative || toGrain !== null))
      return truncated(grain, `spine.${cumulative ? this.#spine().column : 'step'}`);
    const { sql, granularity } = this.#source.time();
    if (isFiner(grain, granularity))
      throw new QuernError(
        queryItem({
          item: `metric_time__${grain}`,
          message: `the time of '${this.metric}' is known by ${granularity} only`,
        }),
      );
    if (!shift) return truncated(grain, sql);
    const unit = singular(shift.granularity);
    const whole = grain === unit || (!isFiner(grain, unit as Granularity) && grain !== 'week' && unit !== 'week');
    // A month later than the 31st is no day of most months: periods are moved, not days.
    return truncated(grain, shifted(shift, whole ? truncated(unit, sql) : sql, 1));
  }

  #where(): string[] {
    const conditions = this.spec.filters.map((filter) => `(${this.#condition(filter)})`);
    return conditions.length === 0 ? [] : [`  where ${conditions.join('\n    and ')}`];
  }

  #condition(filter: string): string {
    let items: readonly Item[] | undefined;
    try {
      items = itemsOf(filter);
    } catch (error) {
      if (!(error instanceof ItemError)) throw error;
      throw new QuernError(queryText({ text: filter.trim(), message: error.message }));
    }
    if (!items)
      throw new QuernError(
        queryText({ text: filter.trim(), message: 'only Dimension, TimeDimension and Entity are understood in {{ }}' }),
      );
    let at = 0;
    return filter.trim().replace(/\{\{-?[\s\S]*?-?\}\}/g, () => this.#key(items[at++]!).sql);
  }
}

export function isMetricTime(item: Item): boolean {
  const { links, element } = pathOf(item);
  return links.length === 0 && element === 'metric_time';
}

function aggregated({ agg, params }: Aggregate, column: string): string {
  switch (agg) {
    case 'sum':
    case 'min':
    case 'max':
    case 'count':
      return `${agg}(${column})`;
    case 'count_distinct':
      return `count(distinct ${column})`;
    case 'average':
      return `avg(${column})`;
    case 'sum_boolean':
      return `sum(case when ${column} then 1 else 0 end)`;
    case 'median':
      return percentile(column, 0.5, false);
    case 'percentile':
      return percentile(column, params?.percentile ?? 0.5, params?.use_discrete_percentile ?? false);
  }
}

function grouped(keys: number): string[] {
  return keys === 0 ? [] : [`  group by ${Array.from({ length: keys }, (_, at) => at + 1).join(', ')}`];
}
