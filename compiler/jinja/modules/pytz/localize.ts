import { TemplateError } from '../../errors.js';
import { textOf } from '../../values/core.js';
import type { PyDateTime } from '../../values/date.js';
import { PyTimedelta } from '../../values/timedelta.js';
import { withZone } from './times.js';
import type { PytzZone, ZoneRules } from './zone.js';

const DAY = 86_400;

/** A naive time in a zone, as pytz finds it: which offset holds when the clock shows this. */
export function localize(rules: ZoneRules, time: PyDateTime, isDst: boolean | null): PyDateTime {
  if (rules.isStatic) return withZone(time, rules.zoneOf(rules.row.initial));
  const local = time.localSeconds;
  const candidates = [-DAY, DAY]
    .map((delta) => rules.zoneAt(local + delta))
    .filter((zone, i, zones) => zones.indexOf(zone) === i && rules.zoneAt(local - zone.type.offset) === zone);
  if (candidates.length === 1) return withZone(time, candidates[0]!);
  if (candidates.length === 0) {
    if (isDst === null) throw new TemplateError('NonExistentTimeError', textOf(time));
    // The clock jumped over this time: reckoned from before the jump or from after it.
    const shift = new PyTimedelta(0, DAY / 4);
    return localize(rules, time.shift(shift, isDst ? 1 : -1), isDst).shift(shift, isDst ? -1 : 1);
  }
  if (isDst === null) throw new TemplateError('AmbiguousTimeError', textOf(time));
  const fitting = candidates.filter((zone) => (zone.type.saving !== 0) === isDst);
  if (fitting.length === 1) return withZone(time, fitting[0]!);
  // Both or neither: the earlier moment for daylight saving, which is the greater offset.
  const ordered = [...(fitting.length > 0 ? fitting : candidates)].sort(
    (a: PytzZone, b: PytzZone) => b.type.offset - a.type.offset,
  );
  return withZone(time, isDst ? ordered[0]! : ordered.at(-1)!);
}
