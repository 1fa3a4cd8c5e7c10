import { didYouMean } from '../../../base/suggest.js';
import { TemplateError, typeError } from '../../errors.js';
import { bindArguments, hostFunction } from '../../values/callable.js';
import { typeNameOf } from '../../values/core.js';
import { HostObject } from '../../values/host.js';
import { stringOf } from '../../values/markup.js';
import { isInt } from '../../values/numbers.js';
import { PySet } from '../../values/set.js';
import type { Value } from '../../values/types.js';
import { Undefined } from '../../values/undefined.js';
import type { PyTimezone } from '../../values/zones.js';
import { PyClass } from '../class.js';
import { readTable, type ZoneRow } from './table.js';
import { FixedOffsetZone, PytzUtc, ZoneRules } from './zone.js';

/** Python's `pytz`, with offsets from the platform's time zones. */
export function pytzModule(): Value {
  const table = readTable();
  const utc = new PytzUtc();
  const zones = new Map<string, PyTimezone>();
  const fixed = new Map<number, PyTimezone>([[0, utc]]);

  function timezone(given: Value): Value {
    const wanted = stringOf(given);
    if (wanted === undefined) {
      if (given instanceof Undefined && !given.lenient) throw given.error();
      throw unknownZone(given === null ? 'None' : typeNameOf(given), []);
    }
    if (wanted.toUpperCase() === 'UTC') return utc;
    const name = table.rows.has(wanted) ? wanted : table.names.find((n) => n.toLowerCase() === wanted.toLowerCase());
    const row = name === undefined ? undefined : table.rows.get(name);
    if (name === undefined || !row) throw unknownZone(wanted, table.names);
    let zone = zones.get(name);
    if (!zone) {
      const rules = rulesOf(name, row);
      zone = rules.zoneOf(row.initial);
      zones.set(name, zone);
    }
    return zone;
  }

  function fixedOffset(minutes: Value): Value {
    if (minutes instanceof Undefined && !minutes.lenient) throw minutes.error();
    if (!isInt(minutes)) throw typeError(`'${typeNameOf(minutes)}' object cannot be interpreted as an integer`);
    const offset = Number(minutes);
    let zone = fixed.get(offset);
    if (!zone) {
      zone = new FixedOffsetZone(offset);
      fixed.set(offset, zone);
    }
    return zone;
  }

  const error = (name: string) => () => new PyClass({ name: `pytz.exceptions.${name}` });
  return new HostObject('modules.pytz', {
    timezone: () => hostFunction('timezone', (args) => timezone(bindArguments('timezone', args, ['zone']).zone)),
    FixedOffset: () =>
      hostFunction('FixedOffset', (args) => fixedOffset(bindArguments('FixedOffset', args, ['offset']).offset)),
    utc,
    UTC: utc,
    all_timezones: () => [...table.names],
    all_timezones_set: () => new PySet(table.names),
    common_timezones: () => [...table.common],
    common_timezones_set: () => new PySet(table.common),
    AmbiguousTimeError: error('AmbiguousTimeError'),
    InvalidTimeError: error('InvalidTimeError'),
    NonExistentTimeError: error('NonExistentTimeError'),
    UnknownTimeZoneError: error('UnknownTimeZoneError'),
    BaseTzInfo: () => new PyClass({ name: 'pytz.tzinfo.BaseTzInfo' }),
  });
}

function rulesOf(name: string, row: ZoneRow): ZoneRules {
  try {
    return new ZoneRules(name, row);
  } catch {
    throw new TemplateError('UnknownTimeZoneError', `'${name}'`, {
      hint: 'This version of Node.js has no data of this time zone.',
    });
  }
}

function unknownZone(name: string, names: readonly string[]): TemplateError {
  const hint = didYouMean(name, names);
  return new TemplateError('UnknownTimeZoneError', `'${name}'`, hint === undefined ? {} : { hint });
}
