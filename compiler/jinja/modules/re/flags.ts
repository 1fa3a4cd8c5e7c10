import { typeError } from '../../errors.js';
import { typeNameOf } from '../../values/core.js';
import { isInt, numericOf } from '../../values/numbers.js';
import { binary } from '../../values/operators.js';
import { type BinaryOperator, PyObject, type Value } from '../../values/types.js';

export const IGNORECASE = 2;
export const LOCALE = 4;
export const MULTILINE = 8;
export const DOTALL = 16;
export const UNICODE = 32;
export const VERBOSE = 64;
export const ASCII = 256;

/** Long names with their short ones, as attributes of the module. */
export const FLAGS: readonly (readonly [name: string, short: string | undefined, value: number])[] = [
  ['NOFLAG', undefined, 0],
  ['IGNORECASE', 'I', IGNORECASE],
  ['LOCALE', 'L', LOCALE],
  ['MULTILINE', 'M', MULTILINE],
  ['DOTALL', 'S', DOTALL],
  ['UNICODE', 'U', UNICODE],
  ['VERBOSE', 'X', VERBOSE],
  ['ASCII', 'A', ASCII],
];

/** `re.I`: an int that shows its name. */
export class RegexFlag extends PyObject {
  readonly typeName = 'RegexFlag';

  constructor(
    private readonly name: string,
    readonly value: number,
  ) {
    super();
  }

  override getAttribute(name: string): Value | undefined {
    return name === 'value' ? this.value : name === 'name' ? this.name : undefined;
  }

  override truthy(): boolean {
    return this.value !== 0;
  }

  override equals(other: Value): boolean {
    return other instanceof RegexFlag ? other.value === this.value : numericOf(other) === this.value;
  }

  override compareTo(other: Value): number | undefined {
    const number = other instanceof RegexFlag ? other.value : numericOf(other);
    return number === undefined ? undefined : this.value - number;
  }

  override binary(operator: BinaryOperator, other: Value, reflected: boolean): Value | undefined {
    const number = other instanceof RegexFlag ? other.value : other;
    if (numericOf(number) === undefined) return undefined;
    return reflected ? binary(operator, number, this.value) : binary(operator, this.value, number);
  }

  override hashKey(): number {
    return this.value;
  }

  override repr(): string {
    return `re.${this.name}`;
  }
}

/** The flags that an argument means. */
export function flagsOf(value: Value | undefined): number {
  if (value === undefined) return 0;
  if (value instanceof RegexFlag) return value.value;
  if (isInt(value)) return Number(value);
  throw typeError(`unsupported operand type(s) for &: '${typeNameOf(value)}' and 'RegexFlag'`);
}
