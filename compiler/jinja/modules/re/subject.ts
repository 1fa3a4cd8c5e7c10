import { hasSurrogates } from '../../values/sequences.js';

/** A text to be searched, by code points, as Python counts positions. */
export class Subject {
  readonly codes: Uint16Array | Uint32Array;
  readonly #points: readonly string[] | undefined;

  constructor(readonly text: string) {
    if (hasSurrogates(text)) {
      const points = [...text];
      this.#points = points;
      this.codes = Uint32Array.from(points, (point) => point.codePointAt(0)!);
    } else {
      const codes = new Uint16Array(text.length);
      for (let i = 0; i < codes.length; i++) codes[i] = text.charCodeAt(i);
      this.codes = codes;
    }
  }

  get length(): number {
    return this.codes.length;
  }

  slice(start: number, end: number): string {
    return this.#points ? this.#points.slice(start, end).join('') : this.text.slice(start, end);
  }
}
