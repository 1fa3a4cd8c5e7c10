/** Decimal digits of floats, rounded correctly (half to even on the exact binary value), as Python shows them. */

/** Fixed notation of a finite, non-negative float. */
export function fixed(value: number, places: number): string {
  // toFixed is exact up to 100 places, and rounds the exact binary value (ties up: settled below), below 1e21.
  if (value < 1e21 && places <= 100) return tieToEven(value, places) ?? value.toFixed(places);
  const [digits, exponent] = exactDigits(value);
  const point = digits.length + exponent;
  const all = exponent >= 0 ? digits + '0'.repeat(exponent) : digits;
  const whole = exponent >= 0 ? all : point > 0 ? digits.slice(0, point) : '0';
  const fraction = exponent >= 0 ? '' : digits.slice(Math.max(point, 0)).padStart(-exponent, '0');
  if (fraction.length <= places) return places === 0 ? whole : `${whole}.${fraction.padEnd(places, '0')}`;
  const kept =
    BigInt(whole + fraction.slice(0, places)) +
    (roundsUp(whole + fraction.slice(0, places), fraction.slice(places)) ? 1n : 0n);
  const text = kept.toString().padStart(places + 1, '0');
  return places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`;
}

function roundsUp(kept: string, rest: string): boolean {
  if (rest[0]! !== '5') return rest[0]! > '5';
  return /[1-9]/.test(rest.slice(1)) || Number(kept.at(-1)) % 2 === 1;
}

/** Exact ties occur only where value * 10^places has a fraction of exactly one half: few binary digits. */
function tieToEven(value: number, places: number): string | undefined {
  if (places > 22) return undefined;
  const scaled = value * 10 ** places;
  if (scaled % 1 !== 0.5 || scaled > 2 ** 50) return undefined;
  const [digits, exponent] = exactDigits(value);
  if (-exponent !== places + 1 || !digits.endsWith('5')) return undefined;
  const floor = Math.floor(scaled);
  const text = String(floor % 2 === 0 ? floor : floor + 1).padStart(places + 1, '0');
  return places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`;
}

/** Digits and exponent: value = digits * 10^exponent, exactly. */
function exactDigits(value: number): [string, number] {
  if (value === 0) return ['0', 0];
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const mantissa = (bits & 0xfffffffffffffn) | (biased === 0 ? 0n : 1n << 52n);
  const exponent = (biased === 0 ? 1 : biased) - 1075;
  if (exponent >= 0) return [(mantissa << BigInt(exponent)).toString(), 0];
  const scaled = mantissa * 5n ** BigInt(-exponent);
  const text = scaled.toString();
  const zeros = /0*$/.exec(text)![0].length;
  const trimmed = Math.min(zeros, -exponent);
  return [trimmed ? text.slice(0, -trimmed) : text, exponent + trimmed];
}

/** Scientific notation: `1.234568e+04`. */
export function exponential(value: number, places: number): string {
  const [digits, exponent] = exactDigits(value);
  let power = value === 0 ? 0 : digits.length - 1 + exponent;
  let kept = digits.slice(0, places + 1).padEnd(places + 1, '0');
  const rest = digits.slice(places + 1);
  if (rest !== '' && roundsUp(kept, rest)) {
    const next = (BigInt(kept) + 1n).toString();
    if (next.length > kept.length) power++;
    kept = next.slice(0, places + 1);
  }
  const mantissa = places === 0 ? kept : `${kept[0]}.${kept.slice(1)}`;
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

/** `%g`: the shorter of both, without trailing zeros unless `alternate`. */
export function general(value: number, precision: number, alternate: boolean): string {
  const significant = precision === 0 ? 1 : precision;
  const scientific = exponential(value, significant - 1);
  const power = Number(scientific.slice(scientific.indexOf('e') + 1));
  if (power < -4 || power >= significant) {
    const at = scientific.indexOf('e');
    return (alternate ? scientific.slice(0, at) : trimZeros(scientific.slice(0, at))) + scientific.slice(at);
  }
  const text = fixed(value, significant - 1 - power);
  return alternate ? (text.includes('.') ? text : `${text}.`) : trimZeros(text);
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** The sign that flags ask for. */
export function groupSign(negative: boolean, flags: string): string {
  return negative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
}
