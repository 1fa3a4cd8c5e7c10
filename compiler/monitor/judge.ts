import { judgeAnomaly } from './judge-anomaly.js';
import { judgeBounded, verdictOf } from './judge-bounds.js';
import { judgeFreshness } from './judge-freshness.js';
import { judgeSchema } from './judge-schema.js';
import type { Measure, Monitor, Past, Verdict } from './types.js';

/** What a measurement means, given those of earlier runs (newest first, none of them of this run). */
export function judge(monitor: Monitor, measure: Measure, at: Date, past: readonly Past[]): Verdict {
  if (measure.kind === 'nothing') return { status: 'skipped', message: measure.reason };
  if (measure.kind === 'columns')
    return monitor.type === 'schema_change' ? judgeSchema(monitor, measure.columns, past) : unfit(monitor, measure);
  if (monitor.type === 'freshness') return judgeFreshness(monitor, measure.value);
  if (measure.value === null) return judgeNothing(monitor, past);
  if (monitor.type === 'anomaly') return judgeAnomaly(monitor, measure.value, at, past);
  if (monitor.type === 'schema_change') return unfit(monitor, measure);
  return judgeBounded(monitor, measure.value, past);
}

/** A sum of no rows is no number; that is a finding where earlier runs had one. */
function judgeNothing({ severity }: Monitor, past: readonly Past[]): Verdict {
  const message = 'there is no value: no rows, or none that count';
  return { status: past.some(({ value }) => value !== null) ? verdictOf(severity) : 'learning', message };
}

function unfit(monitor: Monitor, { kind }: Measure): never {
  throw new Error(`a monitor of ${monitor.type} was given ${kind}`);
}
