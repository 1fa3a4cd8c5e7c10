import { valueError } from '../../errors.js';
import { bindArguments, hostFunction } from '../../values/callable.js';
import { truthy } from '../../values/core.js';
import type { PyDateTime } from '../../values/date.js';
import { PyTimedelta } from '../../values/timedelta.js';
import type { CallArguments, Value } from '../../values/types.js';
import type { PyTimezone } from '../../values/zones.js';
import { dateTimeArgument, withZone } from './times.js';

/** What the methods of a zone need to know of it. */
export interface ZoneAnswers {
  /** A naive time with its zone; `isDst` decides where the clock shows it twice or never, null: that is an error. */
  localize(time: PyDateTime, isDst: boolean | null): PyDateTime;
  at(time: PyDateTime): { readonly name: string | null; readonly offset: number; readonly saving: number };
}

/** The method `zone.name`, if there is one. */
export function zoneMethod(zone: PyTimezone, name: string, answers: ZoneAnswers): Value | undefined {
  switch (name) {
    case 'localize':
      return hostFunction(name, (args) => {
        const { dt, is_dst } = bindArguments(name, args, ['dt', 'is_dst'], { is_dst: false });
        const time = dateTimeArgument(dt);
        if (time.tzinfo) throw valueError('Not naive datetime (tzinfo is already set)');
        return answers.localize(time, is_dst === null ? null : truthy(is_dst));
      });
    case 'normalize':
      return hostFunction(name, (args) => {
        const time = dateTimeArgument(bindArguments(name, args, ['dt', 'is_dst'], { is_dst: false }).dt);
        if (!time.tzinfo) throw valueError('Naive time - no tzinfo set');
        return time.inZone(zone);
      });
    case 'fromutc':
      return hostFunction(name, (args) => {
        const time = dateTimeArgument(bindArguments(name, args, ['dt']).dt);
        const target = zone.atUtc(time.localSeconds);
        return withZone(time.shift(new PyTimedelta(0, target.offsetAtLocal(time.localSeconds)), 1), target);
      });
    case 'utcoffset':
    case 'dst':
    case 'tzname':
      return hostFunction(name, (args) => about(name, args, answers));
    default:
      return undefined;
  }
}

function about(name: 'utcoffset' | 'dst' | 'tzname', args: CallArguments, answers: ZoneAnswers): Value {
  const { dt } = bindArguments(name, args, ['dt', 'is_dst'], { is_dst: null });
  if (dt === null) return null;
  const type = answers.at(dateTimeArgument(dt));
  return name === 'tzname' ? type.name : new PyTimedelta(0, name === 'dst' ? type.saving : type.offset);
}
