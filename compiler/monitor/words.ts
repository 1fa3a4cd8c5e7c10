import { spanWords } from '../base/duration.js';

/** A number for people: `12,345`, `0.31`. */
export function figure(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en-US');
  return Math.abs(value) >= 1000
    ? value.toLocaleString('en-US', { maximumFractionDigits: 1 })
    : String(Number(value.toPrecision(4)));
}

/** A share as percent: `31.2 %`. */
export function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}

/** A value as the monitor's kind has it. */
export function valueWords(value: number, isTime: boolean): string {
  return isTime ? spanWords(value) : figure(value);
}
