import { QuernError } from '../../base/diagnostics.js';
import { queryUnsupported } from '../diagnostics.js';
import type { CumulativeParams, Granularity, InputMetric, MetricBody, TimeWindow } from '../shapes.js';
import type { Layer } from './layer.js';
import { type Aggregate, type Grouping, isMetricTime, Leaf, type LeafSpec } from './leaf.js';
import type { MetricRequest } from './request.js';
import { pathOf } from './source.js';
import { asFloat, isFiner, refOf, truncated } from './template.js';

/** What changes the meaning of a metric where it is an input of another. */
interface Setting {
  readonly filters: readonly string[];
  readonly shift: TimeWindow | null;
  readonly toGrain: string | null;
}

/** A column of one of the query's relations. */
interface Value {
  readonly relation: string;
  readonly column: string;
  readonly fill: number | null;
}

interface Simple {
  readonly spec: Omit<LeafSpec, 'filters' | 'shift' | 'toGrain' | 'cumulative'>;
  readonly aggregate: Aggregate;
  readonly filters: readonly string[];
  readonly fill: number | null;
  readonly onSpine: boolean;
}

/** The query that answers a request, as a template. Throws QuernError. */
export function metricQuery(layer: Layer, request: MetricRequest): string {
  return new Plan(layer, request).sql();
}

class Plan {
  readonly #leaves = new Map<string, Leaf>();
  /** Relations in the order in which they are needed; leaves are written when all their columns are known. */
  readonly #relations: { readonly name: string; readonly sql: () => string }[] = [];
  readonly #grouping: Grouping;
  #keys: readonly string[] = [];

  constructor(
    private readonly layer: Layer,
    private readonly request: MetricRequest,
  ) {
    this.#grouping = { items: request.groupBy, timeGrain: this.#timeGrain() };
  }

  sql(): string {
    const setting: Setting = { filters: this.request.where, shift: null, toGrain: null };
    const values = this.request.metrics.map((name) => ({
      name,
      value: this.#metric(this.layer.metric(name), setting),
    }));
    const order = this.#order();
    const final = [
      this.#joined(
        values.map(({ value }) => value),
        (columns) => columns.map((column, at) => `${column} as ${values[at]!.name}`),
        '',
      ),
      ...(order.length > 0 ? [`order by ${order.join(', ')}`] : []),
      ...(this.request.limit === null ? [] : [`limit ${this.request.limit}`]),
    ].join('\n');
    const relations = this.#relations.map(({ name, sql }) => `${name} as (\n${sql()}\n)`);
    return `with ${relations.join(',\n\n')}\n\n${final}\n`;
  }

  #metric(metric: MetricBody, setting: Setting): Value {
    const { type_params: params } = metric;
    const inner = { ...setting, filters: [...filtersOf(metric.filter), ...setting.filters] };
    switch (metric.type) {
      case 'simple':
        return this.#simple(metric, inner, null);
      case 'cumulative':
        return this.#cumulative(metric, inner);
      case 'ratio':
        return this.#derived(
          metric,
          inner,
          [params.numerator!, params.denominator!],
          ([top, bottom]) => `${asFloat(top!)} / ${asFloat(`nullif(${bottom}, 0)`)}`,
        );
      case 'derived':
        return this.#derived(metric, inner, params.metrics, () => params.expr!);
      case 'conversion':
        throw new QuernError(
          queryUnsupported({ metric: metric.name, message: 'conversion metrics are not supported' }),
        );
    }
  }

  #simple(metric: MetricBody, setting: Setting, cumulative: CumulativeParams | null): Value {
    const simple = this.#simpleOf(metric);
    const spec: LeafSpec = {
      ...simple.spec,
      filters: [...simple.filters, ...setting.filters],
      shift: setting.shift,
      toGrain: setting.toGrain,
      cumulative,
    };
    const leaf = this.#leaf(spec, metric.name);
    const value = { relation: leaf.relation, column: leaf.column(simple.aggregate), fill: simple.fill };
    return simple.onSpine ? this.#onSpine(value, setting) : value;
  }

  #leaf(spec: LeafSpec, metric: string): Leaf {
    const key = JSON.stringify({ ...spec, model: spec.model.name });
    const known = this.#leaves.get(key);
    if (known) return known;
    const leaf = new Leaf(`${spec.model.name}_${this.#leaves.size + 1}`, this.layer, spec, this.#grouping, metric);
    this.#leaves.set(key, leaf);
    this.#keys = leaf.keys();
    this.#relations.push({ name: leaf.relation, sql: () => leaf.sql() });
    return leaf;
  }

  #cumulative(metric: MetricBody, setting: Setting): Value {
    const { cumulative_type_params: own, window, grain_to_date, measure } = metric.type_params;
    const cumulative: CumulativeParams = {
      window: own?.window ?? window,
      grain_to_date: own?.grain_to_date ?? grain_to_date,
      period_agg: own?.period_agg ?? 'first',
      metric: null,
    };
    if (setting.shift || setting.toGrain)
      throw new QuernError(
        queryUnsupported({ metric: metric.name, message: 'an offset of a cumulative metric is not supported' }),
      );
    const input = own?.metric;
    if (!input)
      return this.#simple(
        { ...metric, type: 'simple', type_params: { ...metric.type_params, measure } },
        setting,
        cumulative,
      );
    const base = this.layer.metric(input.name);
    if (base.type !== 'simple')
      throw new QuernError(
        queryUnsupported({ metric: metric.name, message: `its input '${base.name}' is not a simple metric` }),
      );
    const filters = [...filtersOf(base.filter), ...filtersOf(input.filter), ...setting.filters];
    return this.#simple(base, { ...setting, filters }, cumulative);
  }

  #derived(
    metric: MetricBody,
    setting: Setting,
    inputs: readonly InputMetric[],
    expression: (columns: readonly string[]) => string,
  ): Value {
    const names = inputs.map(({ alias, name }) => alias ?? name);
    const values = inputs.map((input) => this.#metric(this.layer.metric(input.name), within(metric, setting, input)));
    const relation = this.#named(metric.name);
    const joined = this.#joined(values, (columns) => columns.map((column, at) => `${column} as ${names[at]}`), '    ');
    const keys = this.#keys.map((key) => `    ${key},\n`).join('');
    const sql = `  select\n${keys}    ${expression(names)} as ${metric.name}\n  from (\n${joined}\n  ) as inputs`;
    this.#relations.push({ name: relation, sql: () => sql });
    return { relation, column: metric.name, fill: null };
  }

  /** A value for each step of time, those without rows too. */
  #onSpine(value: Value, { filters }: Setting): Value {
    const item = this.#grouping.items.find(isMetricTime);
    const spine = this.layer.spines.find(({ granularity }) => !isFiner('day', granularity)) ?? this.layer.spines[0];
    if (!item || !spine) return value;
    const key = this.#keys[this.#grouping.items.indexOf(item)]!;
    const grain = key.split('__').at(-1)!;
    const relation = this.#named(`${value.column}_by_time`);
    const step = truncated(grain, spine.column);
    // Of the conditions those that only say something about time.
    const times = filters.filter(
      (filter) => /\{\{/.test(filter) && !/\{\{(?!-?\s*\w*Dimension\(\s*['"]metric_time)/.test(filter),
    );
    const where = times.map((filter) =>
      filter.trim().replace(/\{\{-?([\s\S]*?)-?\}\}/g, (_, text: string) => timeOf(text, spine.column, grain)),
    );
    const others = this.#keys.filter((one) => one !== key);
    const sql = [
      '  select',
      [`steps.${key}`, ...[...others, value.column].map((one) => `values_of.${one}`)]
        .map((line) => `    ${line}`)
        .join(',\n'),
      `  from (select distinct ${step} as ${key} from ${refOf(`ref('${spine.model}')`)}${where.length > 0 ? ` where ${where.map((one) => `(${one})`).join(' and ')}` : ''}) as steps`,
      `  left join ${value.relation} as values_of on values_of.${key} = steps.${key}`,
    ].join('\n');
    this.#relations.push({ name: relation, sql: () => sql });
    return { ...value, relation };
  }

  /** The groups of several relations side by side: each group that any of them has. */
  #joined(values: readonly Value[], select: (columns: readonly string[]) => readonly string[], indent: string): string {
    const relations = [...new Set(values.map(({ relation }) => relation))];
    const keys = this.#keys;
    const column = ({ relation, column: name, fill }: Value): string => {
      const sql = `${relation}.${name}`;
      return fill === null ? sql : `coalesce(${sql}, ${fill})`;
    };
    const columns = select(values.map(column));
    const of = relations.length > 1 && keys.length > 0 ? 'groups' : relations[0]!;
    const lines = ['select', [...keys.map((key) => `${of}.${key}`), ...columns].map((line) => `  ${line}`).join(',\n')];
    if (of !== 'groups') {
      lines.push(`from ${relations[0]}`);
      for (const relation of relations.slice(1)) lines.push(`cross join ${relation}`);
      return lines.join('\n').replace(/^/gm, indent);
    }
    const all = relations.map((relation) => `select ${keys.join(', ')} from ${relation}`).join(' union all ');
    lines.push(`from (select distinct ${keys.join(', ')} from (${all}) as of_any) as groups`);
    for (const relation of relations) {
      const same = keys.map(
        (key) => `(${relation}.${key} = groups.${key} or (${relation}.${key} is null and groups.${key} is null))`,
      );
      lines.push(`left join ${relation} on ${same.join(' and ')}`);
    }
    return lines.join('\n').replace(/^/gm, indent);
  }

  #named(name: string): string {
    const taken = new Set(this.#relations.map((relation) => relation.name));
    let candidate = `${name}_value`;
    for (let n = 2; taken.has(candidate); n++) candidate = `${name}_value_${n}`;
    return candidate;
  }

  #simpleOf({ name, type_params: params }: MetricBody): Simple {
    const own = params.metric_aggregation_params;
    if (own) {
      const model = this.layer.model(own.semantic_model);
      return {
        spec: { model, time: timeNameOf(own.agg_time_dimension, model), nonAdditive: own.non_additive_dimension },
        aggregate: { name, agg: own.agg, expr: params.expr ?? name, params: own.agg_params },
        filters: [],
        fill: params.fill_nulls_with,
        onSpine: params.join_to_timespine,
      };
    }
    const input = params.measure!;
    const model = this.layer.models.find((one) => one.measures.some((measure) => measure.name === input.name))!;
    const measure = model.measures.find((one) => one.name === input.name)!;
    return {
      spec: { model, time: timeNameOf(measure.agg_time_dimension, model), nonAdditive: measure.non_additive_dimension },
      aggregate: {
        name: measure.name,
        agg: measure.agg,
        expr: measure.expr ?? measure.name,
        params: measure.agg_params,
      },
      filters: filtersOf(input.filter),
      fill: input.fill_nulls_with,
      onSpine: input.join_to_timespine,
    };
  }

  /** How fine metric_time is where nobody says it: as all metrics know it. */
  #timeGrain(): Granularity {
    let grain: Granularity | undefined;
    for (const metric of this.request.metrics.flatMap((name) => this.#simples(this.layer.metric(name), []))) {
      const { model, time } = this.#simpleOf(metric).spec;
      const own = model.dimensions.find(({ name }) => name === time)?.type_params?.time_granularity ?? 'day';
      if (grain === undefined || isFiner(grain, own)) grain = own;
    }
    return grain ?? 'day';
  }

  #simples(metric: MetricBody, path: readonly string[]): MetricBody[] {
    const { numerator, denominator, metrics, cumulative_type_params: cumulative } = metric.type_params;
    if (metric.type === 'simple' || (metric.type === 'cumulative' && !cumulative?.metric)) return [metric];
    const inputs = [numerator, denominator, cumulative?.metric, ...metrics].filter(
      (one) => one !== null && one !== undefined,
    );
    return inputs
      .filter(({ name }) => !path.includes(name))
      .flatMap(({ name }) => this.#simples(this.layer.metric(name), [...path, name]));
  }

  #order(): string[] {
    const { orderBy, groupBy, metrics } = this.request;
    return orderBy.map(({ item, descending }) => {
      const wanted = pathOf(item);
      const at = groupBy.findIndex((one) => {
        const { links, element, grain } = pathOf(one);
        const same = element === wanted.element && links.join('__') === wanted.links.join('__');
        return same && (wanted.grain === null || grain === null || grain === wanted.grain);
      });
      const name = at >= 0 ? this.#keys[at] : metrics.find((metric) => metric === item.name);
      if (name === undefined)
        throw new QuernError(
          queryUnsupported({ metric: item.name, message: 'it is ordered by, and neither asked for nor grouped by' }),
        );
      return descending ? `${name} desc` : name;
    });
  }
}

function within(metric: MetricBody, setting: Setting, input: InputMetric): Setting {
  if ((setting.shift || setting.toGrain) && (input.offset_window || input.offset_to_grain))
    throw new QuernError(queryUnsupported({ metric: metric.name, message: 'an offset of an offset is not supported' }));
  return {
    filters: [...filtersOf(input.filter), ...setting.filters],
    shift: input.offset_window ?? setting.shift,
    toGrain: input.offset_to_grain ?? setting.toGrain,
  };
}

function filtersOf(
  filters: { readonly where_filters: readonly { readonly where_sql_template: string }[] } | null,
): string[] {
  return filters?.where_filters.map(({ where_sql_template: text }) => text) ?? [];
}

function timeNameOf(
  own: string | null,
  model: { readonly defaults: { readonly agg_time_dimension: string | null } | null },
): string {
  return own ?? model.defaults?.agg_time_dimension ?? '';
}

function timeOf(text: string, column: string, grain: string): string {
  const own = /metric_time(?:__(\w+))?['"]\s*(?:,\s*['"](\w+)['"])?/.exec(text);
  return truncated(own?.[2] ?? own?.[1] ?? grain, column);
}
