import { QuernError } from '../base/diagnostics.js';
import { answerOf, measuredBy } from '../execute/freshness/measure.js';
import type { MacroCalls } from '../execute/macro-calls.js';
import { fromValue, PyDecimal, PyFloat, type Value } from '../jinja/values/index.js';
import { noLoadedAt, notANumber } from '../monitor/diagnostics.js';
import type { Measure, Monitor, Subject } from '../monitor/types.js';
import type { RelationFactory } from '../render/relations.js';
import type { Durations } from './monitor.js';
import type { ProjectState } from './state.js';

export interface Measuring {
  readonly state: ProjectState;
  readonly calls: MacroCalls;
  readonly relations: RelationFactory;
  readonly durations: Durations;
}

/** Asks the warehouse what a monitor watches of a subject. Throws what the database or a template throws. */
export async function measure(
  monitor: Monitor,
  subject: Subject,
  { state, calls, relations, durations }: Measuring,
): Promise<Measure> {
  if (monitor.type === 'duration') {
    const isWhole = subject.id === 'run';
    const seconds = isWhole ? durations.run : durations.node(subject.id);
    if (seconds !== undefined) return { kind: 'number', value: seconds };
    return { kind: 'nothing', reason: isWhole ? 'no run has been made yet' : 'it was not run' };
  }
  const { manifest } = state.linked;
  const source = manifest.sources.get(subject.id);
  const relation = source ? relations.ofSource(source) : relations.ofNode(manifest.nodes.get(subject.id)!);
  const filter = monitor.where ?? null;
  switch (monitor.type) {
    case 'row_count':
      return {
        kind: 'number',
        value: numberOf(await calls.call('quern_measured_value', { relation, expression: 'count(*)', filter })),
      };
    case 'anomaly':
      return {
        kind: 'number',
        value: numberOf(await calls.call('quern_measured_value', { relation, expression: monitor.metric, filter })),
      };
    case 'schema_change': {
      const columns = fromValue(await calls.call('quern_measured_columns', { relation, filter })) as [string, string][];
      return { kind: 'columns', columns: columns.map(([name, type]) => ({ name, type })) };
    }
    case 'freshness': {
      const loadedAt = monitor.loadedAt ?? source?.loadedAtField;
      const [macro, named]: [string, Record<string, Value>] = loadedAt
        ? ['quern_measured_age', { relation, loaded_at: loadedAt, filter }]
        : ['collect_freshness_custom_sql', { source: relation, loaded_at_query: source?.loadedAtQuery ?? '' }];
      if (!loadedAt && !source?.loadedAtQuery)
        throw new QuernError(noLoadedAt({ name: monitor.name, subject: subject.name }));
      const answer = answerOf(macro, await calls.call(macro, named));
      const empty = answer.table.data[0]?.[0] === null;
      return { kind: 'age', value: empty ? null : measuredBy(macro, answer).age };
    }
  }
}

/** A cell as a number; null for none. Throws for what is no number. */
function numberOf(value: Value): number | null {
  if (value === null) return null;
  const plain = value instanceof PyFloat || value instanceof PyDecimal ? Number(value.value) : Number(fromValue(value));
  if (Number.isNaN(plain) || typeof value === 'string')
    throw new QuernError(notANumber({ value: String(fromValue(value)) }));
  return plain;
}
