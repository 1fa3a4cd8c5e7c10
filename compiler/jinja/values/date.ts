import { overflowError, typeError } from '../errors.js';
import {
  checkDate,
  checkTime,
  dayOfYear,
  fromOrdinal,
  isoCalendar,
  MAX_ORDINAL,
  offsetText,
  pad,
  timeText,
  toOrdinal,
  weekdayOf,
} from './calendar.js';
import { DATE_METHODS, DATETIME_METHODS, TIME_METHODS } from './date-methods.js';
import { BoundMethod } from './methods.js';
import { DAYS, MONTHS, type Moment } from './strftime.js';
import { PyTimedelta } from './timedelta.js';
import { type BinaryOperator, PyObject, type Value } from './types.js';
import type { PyTimezone } from './zones.js';

const EPOCH = 719_163;

/** datetime.date. */
export class PyDate extends PyObject {
  readonly typeName: string = 'datetime.date';

  constructor(
    readonly year: number,
    readonly month: number,
    readonly day: number,
  ) {
    super();
    checkDate(year, month, day);
  }

  static ofOrdinal(ordinal: number): PyDate {
    if (ordinal < 1 || ordinal > MAX_ORDINAL) throw overflowError('date value out of range');
    return new PyDate(...fromOrdinal(ordinal));
  }

  get ordinal(): number {
    return toOrdinal(this.year, this.month, this.day);
  }

  get moment(): Moment {
    return { year: this.year, month: this.month, day: this.day, hour: 0, minute: 0, second: 0, microsecond: 0 };
  }

  get dateText(): string {
    return `${pad(this.year, 4)}-${pad(this.month)}-${pad(this.day)}`;
  }

  get weekday(): number {
    return weekdayOf(this.ordinal);
  }

  get yearDay(): number {
    return dayOfYear(this.year, this.month, this.day);
  }

  get isoCalendar(): [number, number, number] {
    return isoCalendar(this.year, this.ordinal);
  }

  get cText(): string {
    const m = this.moment;
    const time = timeText(m.hour, m.minute, m.second, 0);
    return `${DAYS[this.weekday]!.slice(0, 3)} ${MONTHS[m.month - 1]!.slice(0, 3)} ${String(m.day).padStart(2)} ${time} ${pad(m.year, 4)}`;
  }

  isoformat(): string {
    return this.dateText;
  }

  override getAttribute(name: string): Value | undefined {
    if (name === 'year' || name === 'month' || name === 'day') return this[name];
    const method = DATE_METHODS.get(name);
    return method && new BoundMethod(name, this, method);
  }

  override equals(other: Value): boolean {
    return other instanceof PyDate && !(other instanceof PyDateTime) && other.ordinal === this.ordinal;
  }

  override compareTo(other: Value): number | undefined {
    return other instanceof PyDate && !(other instanceof PyDateTime) ? this.ordinal - other.ordinal : undefined;
  }

  override binary(operator: BinaryOperator, other: Value, reflected: boolean): Value | undefined {
    if (other instanceof PyTimedelta && operator === '+') return PyDate.ofOrdinal(this.ordinal + other.days);
    if (other instanceof PyTimedelta && operator === '-' && !reflected)
      return PyDate.ofOrdinal(this.ordinal - other.days);
    if (operator === '-' && !reflected && other instanceof PyDate && !(other instanceof PyDateTime)) {
      return new PyTimedelta(this.ordinal - other.ordinal);
    }
    return undefined;
  }

  override hashKey(): string {
    return `D${this.isoformat()}`;
  }

  override toText(): string {
    return this.isoformat();
  }

  override repr(): string {
    return `datetime.date(${this.year}, ${this.month}, ${this.day})`;
  }
}

/** The offset that this machine's clock has when it shows a local time. */
function machineOffset(localSeconds: number): number {
  const asUtc = new Date(localSeconds * 1000);
  const local = new Date(
    asUtc.getUTCFullYear(),
    asUtc.getUTCMonth(),
    asUtc.getUTCDate(),
    asUtc.getUTCHours(),
    asUtc.getUTCMinutes(),
    asUtc.getUTCSeconds(),
  );
  return -local.getTimezoneOffset() * 60 || 0;
}

/** datetime.datetime, naive or with a zone. */
export class PyDateTime extends PyDate {
  override readonly typeName: string = 'datetime.datetime';

  constructor(
    year: number,
    month: number,
    day: number,
    readonly hour = 0,
    readonly minute = 0,
    readonly second = 0,
    readonly microsecond = 0,
    readonly tzinfo: PyTimezone | null = null,
  ) {
    super(year, month, day);
    checkTime(hour, minute, second, microsecond);
  }

  /** From seconds since 1970-01-01 on the clock that is meant. */
  static ofLocal(seconds: number, microsecond: number, tzinfo: PyTimezone | null = null): PyDateTime {
    const days = Math.floor(seconds / 86_400);
    const rest = seconds - days * 86_400;
    const ordinal = days + EPOCH;
    if (ordinal < 1 || ordinal > MAX_ORDINAL) throw overflowError('date value out of range');
    return new PyDateTime(
      ...fromOrdinal(ordinal),
      Math.floor(rest / 3600),
      Math.floor(rest / 60) % 60,
      rest % 60,
      microsecond,
      tzinfo,
    );
  }

  /** Seconds since 1970-01-01 on its own clock. */
  get localSeconds(): number {
    return (this.ordinal - EPOCH) * 86_400 + this.hour * 3600 + this.minute * 60 + this.second;
  }

  get offset(): number | undefined {
    return this.tzinfo?.offsetAtLocal(this.localSeconds);
  }

  /** The moment, in seconds since 1970-01-01 UTC; a naive time is on this machine's clock. */
  get utcSeconds(): number {
    return this.localSeconds - (this.offset ?? machineOffset(this.localSeconds));
  }

  override get moment(): Moment {
    const { year, month, day, hour, minute, second, microsecond, offset } = this;
    const base = { year, month, day, hour, minute, second, microsecond };
    return offset === undefined ? base : { ...base, offset, zone: this.tzinfo!.nameAt(this.localSeconds) };
  }

  override isoformat(separator = 'T', time = timeText(this.hour, this.minute, this.second, this.microsecond)): string {
    return `${this.dateText}${separator}${time}${this.offset === undefined ? '' : offsetText(this.offset)}`;
  }

  shift(delta: PyTimedelta, sign: 1 | -1): PyDateTime {
    const total = BigInt(this.localSeconds) * 1_000_000n + BigInt(this.microsecond) + BigInt(sign) * delta.total;
    const seconds = Number((total - (((total % 1_000_000n) + 1_000_000n) % 1_000_000n)) / 1_000_000n);
    return PyDateTime.ofLocal(seconds, Number(((total % 1_000_000n) + 1_000_000n) % 1_000_000n), this.tzinfo);
  }

  /** The same clock in another zone. */
  replaceZone(zone: PyTimezone | null): PyDateTime {
    const { year, month, day, hour, minute, second, microsecond } = this;
    return new PyDateTime(year, month, day, hour, minute, second, microsecond, zone);
  }

  /** The same moment in another zone; a naive time is taken as this machine's. */
  inZone(zone: PyTimezone): PyDateTime {
    const utc = this.utcSeconds;
    const target = zone.atUtc(utc);
    const offset = target.offsetAtLocal(utc);
    return PyDateTime.ofLocal(utc + offset, this.microsecond, target);
  }

  override getAttribute(name: string): Value | undefined {
    if (name === 'hour' || name === 'minute' || name === 'second' || name === 'microsecond' || name === 'tzinfo')
      return this[name];
    if (name === 'fold') return 0;
    const method = DATETIME_METHODS.get(name);
    return method ? new BoundMethod(name, this, method) : super.getAttribute(name);
  }

  override equals(other: Value): boolean {
    return (
      other instanceof PyDateTime &&
      (other.offset === undefined) === (this.offset === undefined) &&
      this.order(other) === 0
    );
  }

  override compareTo(other: Value): number | undefined {
    if (!(other instanceof PyDateTime)) return undefined;
    if ((other.offset === undefined) !== (this.offset === undefined))
      throw typeError("can't compare offset-naive and offset-aware datetimes");
    return this.order(other);
  }

  private order(other: PyDateTime): number {
    return this.utcSeconds - other.utcSeconds || this.microsecond - other.microsecond;
  }

  override binary(operator: BinaryOperator, other: Value, reflected: boolean): Value | undefined {
    if (other instanceof PyTimedelta && operator === '+') return this.shift(other, 1);
    if (reflected || operator !== '-') return undefined;
    if (other instanceof PyTimedelta) return this.shift(other, -1);
    if (!(other instanceof PyDateTime)) return undefined;
    if ((other.offset === undefined) !== (this.offset === undefined))
      throw typeError("can't subtract offset-naive and offset-aware datetimes");
    return new PyTimedelta(0, this.utcSeconds - other.utcSeconds, this.microsecond - other.microsecond);
  }

  override hashKey(): string {
    return `T${this.utcSeconds},${this.microsecond},${this.offset === undefined}`;
  }

  override toText(): string {
    return this.isoformat(' ');
  }

  override repr(): string {
    const { year, month, day, hour, minute, second, microsecond, tzinfo } = this;
    const parts = [year, month, day, hour, minute];
    if (second || microsecond) parts.push(second);
    if (microsecond) parts.push(microsecond);
    return `datetime.datetime(${parts.join(', ')}${tzinfo ? `, tzinfo=${tzinfo.repr()}` : ''})`;
  }
}

/** datetime.time. */
export class PyTime extends PyObject {
  readonly typeName = 'datetime.time';

  constructor(
    readonly hour = 0,
    readonly minute = 0,
    readonly second = 0,
    readonly microsecond = 0,
    readonly tzinfo: PyTimezone | null = null,
  ) {
    super();
    checkTime(hour, minute, second, microsecond);
  }

  get moment(): Moment {
    const { hour, minute, second, microsecond } = this;
    const base = { year: 1900, month: 1, day: 1, hour, minute, second, microsecond };
    return this.tzinfo ? { ...base, offset: this.tzinfo.offsetAtLocal(0), zone: this.tzinfo.nameAt(0) } : base;
  }

  isoformat(): string {
    const zone = this.tzinfo ? offsetText(this.tzinfo.offsetAtLocal(0)) : '';
    return timeText(this.hour, this.minute, this.second, this.microsecond) + zone;
  }

  private get order(): number {
    return (this.hour * 3600 + this.minute * 60 + this.second) * 1e6 + this.microsecond;
  }

  override getAttribute(name: string): Value | undefined {
    if (name === 'hour' || name === 'minute' || name === 'second' || name === 'microsecond' || name === 'tzinfo')
      return this[name];
    const method = TIME_METHODS.get(name);
    return method && new BoundMethod(name, this, method);
  }

  override equals(other: Value): boolean {
    return other instanceof PyTime && other.order === this.order && !other.tzinfo === !this.tzinfo;
  }

  override compareTo(other: Value): number | undefined {
    return other instanceof PyTime ? this.order - other.order : undefined;
  }

  override hashKey(): string {
    return `t${this.isoformat()}`;
  }

  override toText(): string {
    return this.isoformat();
  }

  override repr(): string {
    const parts = [this.hour, this.minute];
    if (this.second || this.microsecond) parts.push(this.second);
    if (this.microsecond) parts.push(this.microsecond);
    return `datetime.time(${parts.join(', ')}${this.tzinfo ? `, tzinfo=${this.tzinfo.repr()}` : ''})`;
  }
}
