import { HostObject } from '../../values/host.js';
import type { Value } from '../../values/types.js';
import { PyClass } from '../class.js';
import { dateClass } from './date.js';
import { datetimeClass } from './datetime.js';
import { timeClass } from './time.js';
import { timedeltaClass } from './timedelta.js';

/** The classes of Python's `datetime` that dbt gives to templates. */
export function datetimeModule(): Value {
  return new HostObject('modules.datetime', {
    date: dateClass,
    datetime: datetimeClass,
    time: timeClass,
    timedelta: timedeltaClass,
    tzinfo: () => new PyClass({ name: 'datetime.tzinfo', construct: () => new HostObject('datetime.tzinfo', {}) }),
  });
}
