import { valueError } from '../errors.js';
import { offsetText } from './calendar.js';
import { BoundMethod, positionalOnly } from './methods.js';
import { PyTimedelta } from './timedelta.js';
import { PyObject, type Value } from './types.js';

/** A tzinfo: gives the offset from UTC in seconds. Local times are seconds since 1970-01-01 on the zone's own clock. */
export abstract class PyTimezone extends PyObject {
  /** Offset at a local time, where known (an unlocalized pytz zone uses its standard one). */
  abstract offsetAtLocal(seconds: number): number;
  /** The zone that a time given in UTC has here: pytz has one object per offset. */
  abstract atUtc(seconds: number): PyTimezone;
  abstract nameAt(seconds: number): string;
  /** Daylight saving, in seconds. */
  dstAt(_seconds: number): number | undefined {
    return undefined;
  }
}

/** datetime.timezone: a fixed offset. */
export class PyFixedTimezone extends PyTimezone {
  readonly typeName: string = 'datetime.timezone';

  constructor(
    readonly offset: number,
    private readonly label?: string,
  ) {
    super();
    if (Math.abs(offset) >= 86_400) {
      throw valueError(
        'offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), ' +
          `not ${new PyTimedelta(0, offset).repr()}.`,
      );
    }
  }

  offsetAtLocal(): number {
    return this.offset;
  }

  atUtc(): PyTimezone {
    return this;
  }

  nameAt(): string {
    return this.label ?? (this.offset === 0 ? 'UTC' : `UTC${offsetText(this.offset)}`);
  }

  override getAttribute(name: string): Value | undefined {
    if (name === 'utcoffset')
      return new BoundMethod(
        name,
        this,
        positionalOnly('timezone.utcoffset', 1, 1, () => new PyTimedelta(0, this.offset)),
      );
    if (name === 'tzname')
      return new BoundMethod(
        name,
        this,
        positionalOnly('timezone.tzname', 1, 1, () => this.nameAt()),
      );
    if (name === 'dst')
      return new BoundMethod(
        name,
        this,
        positionalOnly('timezone.dst', 1, 1, () => null),
      );
    return undefined;
  }

  override equals(other: Value): boolean {
    return other instanceof PyFixedTimezone && other.offset === this.offset && other.typeName === this.typeName;
  }

  override hashKey(): string {
    return `z${this.offset}`;
  }

  override toText(): string {
    return this.nameAt();
  }

  override repr(): string {
    if (this.offset === 0 && this.label === undefined) return 'datetime.timezone.utc';
    const delta = new PyTimedelta(0, this.offset).repr();
    return this.label === undefined ? `datetime.timezone(${delta})` : `datetime.timezone(${delta}, '${this.label}')`;
  }
}

export const UTC = new PyFixedTimezone(0);

/** What this machine's clock shows at a moment, as a fixed offset: Python's local time. */
export function machineZone(utcSeconds: number): PyFixedTimezone {
  const date = new Date(utcSeconds * 1000);
  const shown = new Intl.DateTimeFormat('en-US', { timeZoneName: 'short' }).formatToParts(date);
  const name = shown.find(({ type }) => type === 'timeZoneName')?.value;
  return new PyFixedTimezone(-date.getTimezoneOffset() * 60 || 0, name);
}
