/** pytz: time zones by name, with its rule that `localize` finds the offset and `astimezone` keeps the moment. */
import { TemplateError, typeError, valueError } from '../errors.js';
import { bindArguments, hostFunction } from '../values/callable.js';
import { typeNameOf } from '../values/core.js';
import { PyDateTime } from '../values/date.js';
import { LazyDict } from '../values/dict.js';
import { stringOf } from '../values/markup.js';
import { BoundMethod, type Method, type MethodTable, positionalOnly } from '../values/methods.js';
import { PyTimedelta } from '../values/timedelta.js';
import type { CallArguments, Value } from '../values/types.js';
import { PyFixedTimezone, PyTimezone } from '../values/zones.js';
import { PythonClass } from './python-class.js';

class PytzUtc extends PyFixedTimezone {
  override readonly typeName = 'UTC';

  constructor() {
    super(0, 'UTC');
  }

  override dstAt(): number {
    return 0;
  }

  override getAttribute(name: string): Value | undefined {
    if (name === 'zone') return 'UTC';
    const method = ZONE_METHODS.get(name);
    return method ? new BoundMethod(name, this, method) : super.getAttribute(name);
  }

  override repr(): string {
    return '<UTC>';
  }
}

/** One zone's rules, from the platform's time zone data. */
class ZoneRules {
  private readonly format: Intl.DateTimeFormat;

  constructor(readonly name: string) {
    this.format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      era: 'short',
    });
  }

  /** Offset in seconds at a moment given in UTC seconds. */
  offset(utc: number): number {
    const parts = new Map(this.format.formatToParts(utc * 1000).map((part) => [part.type, part.value]));
    const get = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
    const local = Date.UTC(get('year'), get('month') - 1, get('day'), get('hour'), get('minute'), get('second'));
    return Math.round(local / 1000 - utc);
  }

  /** Offsets that a local time may have, the later clock reading (standard time) last. */
  candidates(local: number): number[] {
    const around = [this.offset(local - 86_400), this.offset(local + 86_400)];
    return [...new Set(around)].filter((offset) => this.offset(local - offset) === offset);
  }

  /** Standard time's offset around a moment: the smaller of winter's and summer's. */
  standard(utc: number): number {
    const year = new Date(utc * 1000).getUTCFullYear();
    return Math.min(this.offset(Date.UTC(year, 0, 1) / 1000), this.offset(Date.UTC(year, 6, 1) / 1000));
  }

  abbreviation(utc: number): string {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: this.name, timeZoneName: 'short' });
    return format.formatToParts(utc * 1000).find((part) => part.type === 'timeZoneName')?.value ?? this.name;
  }
}

class PytzZone extends PyTimezone {
  readonly typeName = 'DstTzInfo';

  constructor(
    private readonly rules: ZoneRules,
    /** undefined: not localized, which pytz gives the zone's first offset; here its standard one. */
    private readonly fixed?: { readonly offset: number; readonly at: number },
  ) {
    super();
  }

  offsetAtLocal(seconds: number): number {
    return this.fixed?.offset ?? this.rules.standard(seconds);
  }

  atUtc(seconds: number): PyTimezone {
    return new PytzZone(this.rules, { offset: this.rules.offset(seconds), at: seconds });
  }

  nameAt(seconds: number): string {
    return this.rules.abbreviation(seconds - this.offsetAtLocal(seconds));
  }

  override dstAt(seconds: number): number {
    return this.offsetAtLocal(seconds) - this.rules.standard(seconds);
  }

  localize(moment: PyDateTime, isDst: Value): PyDateTime {
    const local = moment.localSeconds;
    const offsets = this.rules.candidates(local).sort((a, b) => a - b);
    if (offsets.length !== 1 && isDst === null) {
      throw new TemplateError(
        offsets.length > 1 ? 'AmbiguousTimeError' : 'NonExistentTimeError',
        moment.isoformat(' '),
      );
    }
    // In a gap pytz counts with standard time, or with summer time if asked for it.
    const options =
      offsets.length > 0
        ? offsets
        : [this.rules.offset(local - 86_400), this.rules.offset(local + 86_400)].sort((a, b) => a - b);
    const offset = isDst === true ? options.at(-1)! : options[0]!;
    return moment.replaceZone(new PytzZone(this.rules, { offset, at: local - offset }));
  }

  override getAttribute(name: string): Value | undefined {
    if (name === 'zone') return this.rules.name;
    const method = ZONE_METHODS.get(name);
    return method && new BoundMethod(name, this, method);
  }

  override equals(other: Value): boolean {
    return (
      other instanceof PytzZone && other.rules.name === this.rules.name && other.fixed?.offset === this.fixed?.offset
    );
  }

  override hashKey(): string {
    return `Z${this.rules.name},${this.fixed?.offset}`;
  }

  override toText(): string {
    return this.rules.name;
  }

  override repr(): string {
    const at = this.fixed?.at ?? Date.UTC(2000, 0, 1) / 1000;
    const offset = this.fixed?.offset ?? this.rules.standard(at);
    const summer = offset !== this.rules.standard(at) ? 'DST' : 'STD';
    const shown = new PyTimedelta(0, offset).toText().replace(/ days?, /, (days) => days.replace(' day', ' day'));
    return `<DstTzInfo '${this.rules.name}' ${this.rules.abbreviation(at)}${offset < 0 ? '' : '+'}${shown} ${summer}>`;
  }
}

function momentArgument(value: Value | undefined): PyDateTime {
  if (!(value instanceof PyDateTime)) throw typeError(`a datetime is required, not '${typeNameOf(value ?? null)}'`);
  return value;
}

const localize: Method = (self: PyTimezone, args) => {
  const { dt, is_dst } = bindArguments('localize', args, ['dt', 'is_dst'], { is_dst: false });
  const moment = momentArgument(dt);
  if (moment.tzinfo) throw valueError('Not naive datetime (tzinfo is already set)');
  return self instanceof PytzZone ? self.localize(moment, is_dst) : moment.replaceZone(self);
};

const ZONE_METHODS: MethodTable = new Map<string, Method>([
  ['localize', localize],
  ['normalize', positionalOnly<PyTimezone>('normalize', 1, 1, (self, dt) => momentArgument(dt).inZone(self))],
  [
    'utcoffset',
    positionalOnly<PyTimezone>('utcoffset', 1, 2, (self, dt) =>
      dt === null ? null : new PyTimedelta(0, self.offsetAtLocal(momentArgument(dt).localSeconds)),
    ),
  ],
  [
    'tzname',
    positionalOnly<PyTimezone>('tzname', 1, 2, (self, dt) =>
      dt === null ? null : self.nameAt(momentArgument(dt).localSeconds),
    ),
  ],
  [
    'dst',
    positionalOnly<PyTimezone>('dst', 1, 2, (self, dt) =>
      dt === null ? null : new PyTimedelta(0, self.dstAt(momentArgument(dt).localSeconds) ?? 0),
    ),
  ],
]);

function zoneNamed(value: Value): Value {
  const name = stringOf(value);
  if (name === undefined) throw typeError(`time zone name must be str, not ${typeNameOf(value)}`);
  if (/^(utc|etc\/utc)$/i.test(name)) return new PytzUtc();
  try {
    return new PytzZone(new ZoneRules(name));
  } catch (error) {
    if (error instanceof RangeError) throw new TemplateError('UnknownTimeZoneError', `'${name}'`);
    throw error;
  }
}

const zoneNames = (): Value => [...Intl.supportedValuesOf('timeZone'), 'UTC'].sort();

const exceptionClass = (name: string) => () =>
  new PythonClass(name, (args: CallArguments) => {
    throw new TemplateError(name, args.positional.map(String).join(', '));
  });

export function pytzModule(): Value {
  return new LazyDict([
    ['timezone', () => hostFunction('timezone', (args) => zoneNamed(bindArguments('timezone', args, ['zone']).zone))],
    ['utc', () => new PytzUtc()],
    ['UTC', () => new PytzUtc()],
    [
      'FixedOffset',
      () =>
        hostFunction('FixedOffset', (args) => {
          const minutes = Number(bindArguments('FixedOffset', args, ['offset']).offset);
          return minutes === 0 ? new PytzUtc() : new PyFixedTimezone(minutes * 60);
        }),
    ],
    ['all_timezones', zoneNames],
    ['common_timezones', zoneNames],
    ['AmbiguousTimeError', exceptionClass('AmbiguousTimeError')],
    ['NonExistentTimeError', exceptionClass('NonExistentTimeError')],
    ['UnknownTimeZoneError', exceptionClass('UnknownTimeZoneError')],
    ['InvalidTimeError', exceptionClass('InvalidTimeError')],
  ]);
}
