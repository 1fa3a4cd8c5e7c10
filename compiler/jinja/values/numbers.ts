import { PyObject, type Value } from './types.js';

/** A float whose value is integral, so that it is not taken for an int. Other floats (NaN and infinities too) are numbers. */
export class PyFloat extends PyObject {
  readonly typeName = 'float';

  constructor(readonly value: number) {
    super();
  }

  override truthy(): boolean {
    return this.value !== 0;
  }

  override equals(other: Value): boolean {
    return typeof other === 'bigint' ? BigInt(this.value) === other : numericOf(other) === this.value;
  }

  override hashKey(): number {
    return this.value + 0;
  }

  override repr(): string {
    return floatText(this.value);
  }
}

/** The Value of a Python float. */
export function float(value: number): Value {
  return Number.isInteger(value) ? new PyFloat(value) : value;
}

/** The Value of a Python int, from an integer of any size. */
export function int(value: bigint | number): Value {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value + 0 : BigInt(value);
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
}

export function isFloat(value: Value): value is number | PyFloat {
  return value instanceof PyFloat || (typeof value === 'number' && !Number.isInteger(value));
}

/** Python's `isinstance(x, int)`: bool is one. */
export function isInt(value: Value): value is number | bigint | boolean {
  return (
    (typeof value === 'number' && Number.isInteger(value)) || typeof value === 'bigint' || typeof value === 'boolean'
  );
}

/** A bool, int in the safe range or float as a JavaScript number; undefined for everything else, bigint included. */
export function numericOf(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value instanceof PyFloat ? value.value : undefined;
}

/** Python's repr of a float: the shortest digits that read back the same, in Python's notation. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (value === Number.POSITIVE_INFINITY) return 'inf';
  if (value === Number.NEGATIVE_INFINITY) return '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && (magnitude < 1e-4 || magnitude >= 1e16)) {
    return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  }
  const text = String(value);
  if (text.includes('e')) return plainDecimal(value);
  return text.includes('.') ? text : `${text}.0`;
}

/** JavaScript turns to exponents below 1e-6 only, so only numbers between 1e-4 and 1e-6 could come here: none does. */
function plainDecimal(value: number): string {
  return value.toFixed(20).replace(/0+$/, '');
}
