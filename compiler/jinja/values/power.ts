import { Decimal } from 'decimal.js';

/** As many as let no error reach a float. */
const DIGITS = 45;
const Exact = Decimal.clone({ precision: DIGITS, defaults: true });

/** `base ** exponent` of floats, rounded as C's pow() rounds it; V8's own differs in the last digit now and then. */
export function powerOf(base: number, exponent: number): number {
  const near = base ** exponent;
  if (!Number.isFinite(near) || near === 0 || base === 1 || exponent === 0 || exponent === 1) return near;
  // Decimal takes a number for its shortest text, which is not quite its value.
  return new Exact(base.toPrecision(DIGITS)).pow(exponent.toPrecision(DIGITS)).toNumber();
}
