import { typeError } from '../../errors.js';
import { typeNameOf } from '../../values/core.js';
import { PyDateTime } from '../../values/date.js';
import type { Value } from '../../values/types.js';
import type { PyTimezone } from '../../values/zones.js';

/** The same clock reading in a zone. */
export function withZone(time: PyDateTime, zone: PyTimezone | null): PyDateTime {
  const { year, month, day, hour, minute, second, microsecond } = time;
  return new PyDateTime(year, month, day, hour, minute, second, microsecond, zone);
}

export const naive = (time: PyDateTime) => withZone(time, null);

export function dateTimeArgument(value: Value): PyDateTime {
  if (value instanceof PyDateTime) return value;
  throw typeError(`a datetime is needed, not ${typeNameOf(value)}`);
}
