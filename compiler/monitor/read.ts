import type { DiagnosticSink } from '../base/diagnostics.js';
import { EntryValues } from '../base/entry-values.js';
import type { Span } from '../base/source.js';
import { closest, didYouMean } from '../base/suggest.js';
import { monitorShape, twiceNamed, uselessKey } from './diagnostics.js';
import { type Subjects, subjectsOf } from './subjects.js';
import type { Monitor, MonitorType, Subject } from './types.js';

/** An entry of `monitors:`, its texts rendered but for SQL. */
export interface MonitorEntry {
  readonly value: Readonly<Record<string, unknown>>;
  readonly spanOf: (key?: string, what?: 'key' | 'value') => Span;
}

export const MONITOR_TYPES: readonly MonitorType[] = ['row_count', 'duration', 'freshness', 'schema_change', 'anomaly'];
/** What is a template for the warehouse, and rendered when it is asked. */
export const SQL_KEYS: ReadonlySet<string> = new Set(['where', 'metric', 'loaded_at']);

const COMMON_KEYS = ['name', 'type', 'description', 'severity', 'enabled', 'tags', 'meta'];

/** The monitors of a project. Problems go to `sink`; what has one is left out. */
export function readMonitors(entries: readonly MonitorEntry[], subjects: Subjects, sink: DiagnosticSink): Monitor[] {
  const names = new Set<string>();
  const monitors: Monitor[] = [];
  for (const entry of entries) {
    const name = String(entry.value.name ?? '').trim();
    if (name === '') sink.report(monitorShape({ name, problem: 'has no name' }, entry.spanOf()));
    else if (names.has(name)) sink.report(twiceNamed({ name }, entry.spanOf('name')));
    else {
      names.add(name);
      const monitor = entry.value.enabled === false ? undefined : readMonitor(name, entry, subjects, sink);
      if (monitor) monitors.push(monitor);
    }
  }
  return monitors;
}

function readMonitor(name: string, entry: MonitorEntry, all: Subjects, sink: DiagnosticSink): Monitor | undefined {
  const values = new EntryValues(entry.value, (key, problem, advice) =>
    sink.report(monitorShape({ name, problem, advice }, entry.spanOf(key))),
  );
  const given = String(entry.value.type ?? '').toLowerCase();
  const type = MONITOR_TYPES.find((known) => known === given);
  if (!type) {
    const advice = didYouMean(given, MONITOR_TYPES) ?? `One of ${MONITOR_TYPES.join(', ')}`;
    const problem = given === '' ? "has no 'type'" : `is of type '${given}', which there is not`;
    sink.report(monitorShape({ name, problem, advice }, entry.spanOf('type')));
    return undefined;
  }
  const found = subjectsOf(name, type, values, entry, all, sink);
  const where = type === 'duration' ? undefined : values.text('where');
  const common = {
    name,
    description: String(entry.value.description ?? ''),
    severity: values.choice('severity', ['error', 'warn'] as const, 'error'),
    tags: values.texts('tags'),
    subjects: found ?? [],
    ...(where === undefined ? {} : { where }),
  };
  const made = readers[type](common, values);
  for (const key of COMMON_KEYS) values.used.add(key);
  for (const key of Object.keys(entry.value)) {
    if (values.used.has(key)) continue;
    const near = closest(key, values.used);
    sink.report(uselessKey({ name, key, type, near }, entry.spanOf(key, 'key')));
  }
  return values.ok && found ? made : undefined;
}

interface Common {
  readonly name: string;
  readonly description: string;
  readonly severity: 'warn' | 'error';
  readonly tags: readonly string[];
  readonly subjects: readonly Subject[];
  readonly where?: string;
}

const readers: Readonly<Record<MonitorType, (common: Common, values: EntryValues) => Monitor>> = {
  row_count: (common, values) => bounded(common, 'row_count', values),
  duration: (common, values) => bounded(common, 'duration', values),

  freshness(common, values) {
    const maxAge = values.seconds('max_age');
    const warnAfter = values.seconds('warn_after');
    const errorAfter = values.seconds('error_after');
    if (maxAge !== undefined && (warnAfter ?? errorAfter) !== undefined)
      values.wrong('max_age', "has 'max_age' and another bound: the one by 'severity', the other two by themselves");
    const isWarning = common.severity === 'warn';
    const warn = isWarning ? (maxAge ?? warnAfter) : warnAfter;
    const error = isWarning ? errorAfter : (maxAge ?? errorAfter);
    if (warn === undefined && error === undefined)
      values.wrong('type', 'has no bound', 'Add max_age: 24 hours, or warn_after and error_after');
    const loadedAt = values.text('loaded_at');
    return {
      ...common,
      type: 'freshness',
      ...(warn === undefined ? {} : { warnAfter: warn }),
      ...(error === undefined ? {} : { errorAfter: error }),
      ...(loadedAt === undefined ? {} : { loadedAt }),
    };
  },

  schema_change(common, values) {
    const kinds = ['added', 'removed', 'type'] as const;
    const allow = values.texts('allow').flatMap((text) => {
      const kind = kinds.find((known) => known === text.toLowerCase());
      if (!kind) values.wrong('allow', `allows '${text}'`, didYouMean(text, kinds) ?? `Any of ${kinds.join(', ')}`);
      return kind ?? [];
    });
    return { ...common, type: 'schema_change', allow, ignoreColumns: values.texts('ignore_columns') };
  },

  anomaly(common, values) {
    const metric = values.text('metric');
    if (metric === undefined)
      values.wrong('type', "has no 'metric'", 'Add metric: an SQL expression, such as sum(amount)');
    const sensitivity = values.number('sensitivity') ?? 3;
    if (!(sensitivity > 0)) values.wrong('sensitivity', `has ${sensitivity} for 'sensitivity', which must be above 0`);
    const seasonality = values.choice('seasonality', ['none', 'weekday'] as const, 'none');
    const minHistory = values.count('min_history', seasonality === 'weekday' ? 4 : 7, 2);
    const window = values.count('window', Math.max(30, minHistory), 2);
    if (window < minHistory)
      values.wrong(
        'window',
        `looks at ${window} earlier runs and needs ${minHistory}`,
        "Make 'window' larger, or 'min_history' smaller",
      );
    return {
      ...common,
      type: 'anomaly',
      metric: metric ?? '',
      method: values.choice('method', ['mad', 'zscore'] as const, 'mad'),
      sensitivity,
      seasonality,
      direction: values.choice('direction', ['both', 'up', 'down'] as const, 'both'),
      minHistory,
      window,
      bounds: limits(values.number('min'), values.number('max'), values),
    };
  },
};

function bounded(common: Common, type: 'row_count' | 'duration', values: EntryValues): Monitor {
  const one = (key: string) => (type === 'duration' ? values.seconds(key) : values.number(key));
  const change = values.share('max_change');
  const maxIncrease = values.share('max_increase') ?? change;
  const maxDecrease = values.share('max_decrease') ?? change;
  const bounds = {
    ...limits(one('min'), one('max'), values),
    ...(maxIncrease === undefined ? {} : { maxIncrease }),
    ...(maxDecrease === undefined ? {} : { maxDecrease }),
  };
  const compareWith = values.choice('compare_with', ['previous', 'median'] as const, 'previous');
  const minHistory = values.count('min_history', 1);
  const window = values.count('window', Math.max(7, minHistory));
  if (values.ok && Object.keys(bounds).length === 0)
    values.wrong(
      'type',
      'has no bound',
      type === 'duration' ? 'Add max: 30 minutes' : 'Add max_change: 20%, min or max',
    );
  return { ...common, type, bounds, comparison: { with: compareWith, window, minHistory } };
}

function limits(min: number | undefined, max: number | undefined, values: EntryValues): { min?: number; max?: number } {
  if (min !== undefined && max !== undefined && min > max) values.wrong('min', `has a 'min' above its 'max'`);
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}
