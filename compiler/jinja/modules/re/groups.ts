import { reprText } from '../../values/core.js';
import { type RegexNode, widthOf } from './nodes.js';
import { characterCount, isIdentifier, type Source } from './source.js';

/** The groups of a pattern while it is being read. */
export class Groups {
  readonly byName = new Map<string, number>();
  readonly widths = new Map<number, readonly [number, number]>();
  /** Groups that a condition asks for, with the place. */
  readonly asked = new Map<number, number>();
  /** How many there are. */
  count = 0;
  /** Lookbehinds can't refer to groups from this one on, which are inside them. */
  lookbehindFrom: number | undefined;
  readonly #open = new Set<number>();

  constructor(private readonly source: Source) {}

  open(name: string | undefined): number {
    const index = ++this.count;
    this.#open.add(index);
    if (name === undefined) return index;
    const other = this.byName.get(name);
    if (other !== undefined) {
      const message = `redefinition of group name ${reprText(name)} as group ${index}; was group ${other}`;
      throw this.source.error(message, characterCount(name) + 1);
    }
    this.byName.set(name, index);
    return index;
  }

  close(index: number, body: RegexNode): void {
    this.widths.set(index, widthOf(body, this.widths));
    this.#open.delete(index);
  }

  /** Checks a reference that ended `back` characters ago. */
  checkReference(index: number, back: number): void {
    if (this.#open.has(index)) throw this.source.error('cannot refer to an open group', back);
    this.checkLookbehind(index);
  }

  checkLookbehind(index: number): void {
    if (this.lookbehindFrom !== undefined && index > this.lookbehindFrom) {
      throw this.source.error('cannot refer to group defined in the same lookbehind subpattern');
    }
  }

  indexOf(name: string): number {
    this.checkName(name);
    const index = this.byName.get(name);
    if (index === undefined) throw this.source.error(`unknown group name ${reprText(name)}`, characterCount(name) + 1);
    return index;
  }

  checkName(name: string): void {
    if (!isIdentifier(name)) throw badName(this.source, name);
  }

  /** The group of `(?(1)…)` or `(?(name)…)`. */
  condition(text: string): number {
    if (isIdentifier(text)) return this.indexOf(text);
    if (!/^\d+$/.test(text)) throw badName(this.source, text);
    const index = Number(text);
    if (index === 0) throw this.source.error('bad group number', characterCount(text) + 1);
    if (!this.asked.has(index)) this.asked.set(index, this.source.position - text.length - 1);
    return index;
  }
}

export function badName(source: Source, name: string): Error {
  return source.error(`bad character in group name ${reprText(name)}`, characterCount(name) + 1);
}
