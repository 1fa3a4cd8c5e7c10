import { overflowError } from '../errors.js';

/** No operation makes a text longer than this (characters). */
export const MAX_TEXT = 64 * 1024 * 1024;
/** No operation makes a list or tuple longer than this. */
export const MAX_ITEMS = 4_000_000;
/** No operation makes an integer longer than this (bits). */
export const MAX_BITS = 200_000;
/** Elements that one repr or comparison of nested values visits. */
const MAX_VISITS = 1_000_000;
/** Elements that a conversion from or to the host's data visits. */
export const MAX_CONVERTED = 50_000_000;

export function checkTextLength(length: number): void {
  if (length > MAX_TEXT) throw overflowError(`Text too long: ${length} characters, more than ${MAX_TEXT} are not made`);
}

export function checkItemCount(count: number): void {
  if (count > MAX_ITEMS) throw overflowError(`Sequence too long: ${count} items, more than ${MAX_ITEMS} are not made`);
}

/** Counts visits of nested values, which can be exponentially many where values are shared. */
export class VisitCounter {
  #left: number;

  constructor(limit = MAX_VISITS) {
    this.#left = limit;
  }

  visit(): void {
    if (--this.#left < 0) throw overflowError('Value too large: nested values are repeated too often');
  }
}
