/** pytz's time zones: an object for each offset that a zone has had. */
import { valueError } from '../../errors.js';
import { offsetText } from '../../values/calendar.js';
import { reprText } from '../../values/core.js';
import type { PyDateTime } from '../../values/date.js';
import { PyTimedelta } from '../../values/timedelta.js';
import type { Value } from '../../values/types.js';
import { PyTimezone } from '../../values/zones.js';
import { localize } from './localize.js';
import { zoneMethod } from './methods.js';
import type { ZoneRow, ZoneType } from './table.js';
import { naive, withZone } from './times.js';

/** A zone of the tz database: what it is called, and its offsets, which the platform's `Intl` knows. */
export class ZoneRules {
  readonly #format: Intl.DateTimeFormat;
  readonly #zones = new Map<string, PytzZone>();
  #last: { readonly seconds: number; readonly offset: number } | undefined;

  /** Throws a RangeError if the platform does not know the zone. */
  constructor(
    readonly name: string,
    readonly row: ZoneRow,
  ) {
    this.#format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  }

  /** It never changed its offset. */
  get isStatic(): boolean {
    return this.row.types.length === 1;
  }

  /** The offset at a time in UTC, rounded to minutes as pytz does. */
  offsetAt(seconds: number): number {
    if (this.isStatic) return this.row.initial.offset;
    if (this.#last?.seconds !== seconds) this.#last = { seconds, offset: this.#offset(seconds) };
    return this.#last.offset;
  }

  #offset(seconds: number): number {
    const match = /GMT(?:([+-])(\d+):(\d+)(?::(\d+))?)?$/.exec(this.#format.format(seconds * 1000));
    if (!match?.[1]) return 0;
    const magnitude = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0);
    return Math.floor(((match[1] === '-' ? -magnitude : magnitude) + 30) / 60) * 60;
  }

  /** The zone as it is at a time in UTC. */
  zoneAt(seconds: number): PytzZone {
    const offset = this.offsetAt(seconds);
    if (this.isStatic) return this.zoneOf(this.row.initial);
    const type = this.row.types.findLast((other) => other.offset === offset && other.from <= seconds);
    return this.zoneOf(type ?? { name: offsetText(offset, ''), offset, saving: 0 });
  }

  zoneOf(type: ZoneType): PytzZone {
    const key = `${type.name},${type.offset},${type.saving}`;
    let zone = this.#zones.get(key);
    if (!zone) {
      zone = new PytzZone(this, type);
      this.#zones.set(key, zone);
    }
    return zone;
  }
}

export class PytzZone extends PyTimezone {
  readonly typeName: string;

  constructor(
    readonly rules: ZoneRules,
    readonly type: ZoneType,
  ) {
    super();
    this.typeName = rules.isStatic ? 'StaticTzInfo' : 'DstTzInfo';
  }

  override offsetAtLocal(): number {
    return this.type.offset;
  }

  override atUtc(seconds: number): PyTimezone {
    return this.rules.zoneAt(seconds);
  }

  override nameAt(): string {
    return this.type.name;
  }

  override dstAt(): number {
    return this.type.saving;
  }

  override getAttribute(name: string): Value | undefined {
    if (name === 'zone') return this.rules.name;
    const find = (time: PyDateTime, isDst: boolean | null) => localize(this.rules, time, isDst);
    return zoneMethod(this, name, {
      localize: find,
      at: (time) =>
        this.rules.isStatic || time.tzinfo === this ? this.type : (find(naive(time), false).tzinfo as PytzZone).type,
    });
  }

  override toText(): string {
    return this.rules.name;
  }

  override repr(): string {
    if (this.rules.isStatic) return `<StaticTzInfo ${reprText(this.rules.name)}>`;
    const { name, offset, saving } = this.type;
    const shown = new PyTimedelta(0, offset).toText();
    return `<DstTzInfo ${reprText(this.rules.name)} ${name}${offset > 0 ? '+' : ''}${shown} ${saving ? 'DST' : 'STD'}>`;
  }
}

/** pytz.utc. */
export class PytzUtc extends PyTimezone {
  readonly typeName = 'UTC';

  override offsetAtLocal(): number {
    return 0;
  }

  override atUtc(): PyTimezone {
    return this;
  }

  override nameAt(): string {
    return 'UTC';
  }

  override dstAt(): number {
    return 0;
  }

  override getAttribute(name: string): Value | undefined {
    if (name === 'zone') return 'UTC';
    return zoneMethod(this, name, {
      localize: (time) => withZone(time, this),
      at: () => ({ name: 'UTC', offset: 0, saving: 0 }),
    });
  }

  override toText(): string {
    return 'UTC';
  }

  override repr(): string {
    return '<UTC>';
  }
}

/** pytz.FixedOffset(minutes): has no name. */
export class FixedOffsetZone extends PyTimezone {
  readonly typeName = 'pytz._FixedOffset';

  constructor(private readonly minutes: number) {
    super();
    if (Math.abs(minutes) >= 1440) throw valueError(`('absolute offset is too large', ${minutes})`);
  }

  override offsetAtLocal(): number {
    return this.minutes * 60;
  }

  override atUtc(): PyTimezone {
    return this;
  }

  override nameAt(): string {
    return '';
  }

  override dstAt(): number {
    return 0;
  }

  override getAttribute(name: string): Value | undefined {
    if (name === 'zone') return null;
    return zoneMethod(this, name, {
      localize: (time) => withZone(time, this),
      at: () => ({ name: null, offset: this.minutes * 60, saving: 0 }),
    });
  }

  override repr(): string {
    return `pytz.FixedOffset(${this.minutes})`;
  }
}
