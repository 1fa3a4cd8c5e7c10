import { overflowError, TemplateError } from '../errors.js';
import { timeText } from './calendar.js';
import { BoundMethod, type Method, positionalOnly } from './methods.js';
import { float, numericOf } from './numbers.js';
import { type BinaryOperator, PyObject, type Value } from './types.js';

const DAY_US = 86_400_000_000n;

/** datetime.timedelta: exact, in microseconds. */
export class PyTimedelta extends PyObject {
  readonly typeName = 'datetime.timedelta';
  readonly days: number;
  readonly seconds: number;
  readonly microseconds: number;

  constructor(days = 0, seconds = 0, microseconds = 0) {
    super();
    const total =
      BigInt(Math.trunc(days)) * DAY_US + BigInt(Math.trunc(seconds)) * 1_000_000n + BigInt(Math.round(microseconds));
    const floorDays = floorDivide(total, DAY_US);
    const rest = Number(total - floorDays * DAY_US);
    this.days = Number(floorDays);
    this.seconds = Math.floor(rest / 1_000_000);
    this.microseconds = rest % 1_000_000;
    if (Math.abs(this.days) > 999_999_999) throw overflowError(`days=${this.days}; must have magnitude <= 999999999`);
  }

  static ofMicroseconds(total: bigint): PyTimedelta {
    const days = floorDivide(total, DAY_US);
    return new PyTimedelta(Number(days), 0, Number(total - days * DAY_US));
  }

  get total(): bigint {
    return BigInt(this.days) * DAY_US + BigInt(this.seconds) * 1_000_000n + BigInt(this.microseconds);
  }

  get totalSeconds(): number {
    return Number(this.total) / 1e6;
  }

  override getAttribute(name: string): Value | undefined {
    if (name === 'days' || name === 'seconds' || name === 'microseconds') return this[name];
    const method = METHODS.get(name);
    return method && new BoundMethod(name, this, method);
  }

  override truthy(): boolean {
    return this.total !== 0n;
  }

  override equals(other: Value): boolean {
    return other instanceof PyTimedelta && other.total === this.total;
  }

  override compareTo(other: Value): number | undefined {
    if (!(other instanceof PyTimedelta)) return undefined;
    return this.total < other.total ? -1 : Number(this.total > other.total);
  }

  override binary(operator: BinaryOperator, other: Value, reflected: boolean): Value | undefined {
    if (other instanceof PyTimedelta) {
      const [left, right] = reflected ? [other.total, this.total] : [this.total, other.total];
      if (operator === '+') return PyTimedelta.ofMicroseconds(left + right);
      if (operator === '-') return PyTimedelta.ofMicroseconds(left - right);
      if (operator === '*' || operator === '**') return undefined;
      if (right === 0n)
        throw new TemplateError(
          'ZeroDivisionError',
          operator === '/' ? 'division by zero' : 'integer division or modulo by zero',
        );
      if (operator === '/') return float(Number(left) / Number(right));
      const quotient = floorDivide(left, right);
      return operator === '//' ? Number(quotient) : PyTimedelta.ofMicroseconds(left - quotient * right);
    }
    const factor = numericOf(other);
    if (factor === undefined) return undefined;
    if (operator === '*') return PyTimedelta.ofMicroseconds(scale(this.total, factor));
    if (reflected || (operator !== '/' && operator !== '//')) return undefined;
    if (factor === 0) throw new TemplateError('ZeroDivisionError', 'integer division or modulo by zero');
    if (operator === '//') return PyTimedelta.ofMicroseconds(floorDivide(this.total, BigInt(Math.trunc(factor))));
    return PyTimedelta.ofMicroseconds(roundHalfEven(Number(this.total) / factor));
  }

  override hashKey(): string {
    return `d${this.total}`;
  }

  override toText(): string {
    const clock = timeText(
      Math.floor(this.seconds / 3600),
      Math.floor(this.seconds / 60) % 60,
      this.seconds % 60,
      this.microseconds,
    );
    const time = clock.startsWith('0') ? clock.slice(1) : clock;
    return this.days === 0 ? time : `${this.days} day${Math.abs(this.days) === 1 ? '' : 's'}, ${time}`;
  }

  override repr(): string {
    const parts: string[] = [];
    if (this.days) parts.push(`days=${this.days}`);
    if (this.seconds) parts.push(`seconds=${this.seconds}`);
    if (this.microseconds) parts.push(`microseconds=${this.microseconds}`);
    return `datetime.timedelta(${parts.join(', ') || '0'})`;
  }
}

function floorDivide(left: bigint, right: bigint): bigint {
  const quotient = left / right;
  return left % right !== 0n && left < 0n !== right < 0n ? quotient - 1n : quotient;
}

function scale(total: bigint, factor: number): bigint {
  return Number.isInteger(factor) ? total * BigInt(factor) : roundHalfEven(Number(total) * factor);
}

function roundHalfEven(value: number): bigint {
  const floor = Math.floor(value);
  const up = value - floor > 0.5 || (value - floor === 0.5 && floor % 2 !== 0);
  return BigInt(up ? floor + 1 : floor);
}

const METHODS: ReadonlyMap<string, Method> = new Map([
  ['total_seconds', positionalOnly<PyTimedelta>('timedelta.total_seconds', 0, 0, (self) => float(self.totalSeconds))],
]);
