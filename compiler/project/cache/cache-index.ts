import type { Slice } from '../../artifacts/rope.js';
import type { RecordTuple } from './records.js';

/** What stands where in the tail: offsets [start, end, …] of the records' nodes, then of these. */
export interface TailOffsets {
  readonly macros: readonly string[];
  readonly sections: readonly string[];
  readonly offsets: readonly number[];
}

/** Unique ids of these start so: all that `ref()` and `source()` can name. */
const NAMED = ['["model.', '["seed.', '["snapshot.', '["source.'];

/**
 * What the cache knows of each node. The records are a JSON array of which each has a line of its own, so that some can be read,
 * or changed, without reading all.
 */
export class CacheIndex {
  #text: string | undefined;
  #records: readonly RecordTuple[] | undefined;
  #places: Map<string, number> | undefined;

  constructor(
    readonly tail: TailOffsets,
    private readonly source: () => string,
  ) {}

  static of(records: readonly RecordTuple[], tail: TailOffsets): CacheIndex {
    const index = new CacheIndex(tail, () => textOf(records.map((record) => JSON.stringify(record))));
    index.#records = records;
    return index;
  }

  get text(): string {
    this.#text ??= this.source();
    return this.#text;
  }

  get records(): readonly RecordTuple[] {
    this.#records ??= JSON.parse(this.text) as RecordTuple[];
    return this.#records;
  }

  get macros(): readonly string[] {
    return this.tail.macros;
  }

  /** Records of models, seeds, snapshots and sources, by position. */
  named(): Map<number, RecordTuple> {
    const out = new Map<number, RecordTuple>();
    linesOf(this.text).forEach((line, at) => {
      if (NAMED.some((start) => line.startsWith(start))) out.set(at, JSON.parse(line) as RecordTuple);
    });
    return out;
  }

  /** Whether there are unit tests, without reading all records. */
  get hasUnitTests(): boolean {
    return this.text.includes('["unit_test.');
  }

  /** Where the JSON of the record at a position stands. */
  placeAt(position: number): Slice {
    const { offsets } = this.tail;
    return { start: offsets[position * 2]!, end: offsets[position * 2 + 1]! };
  }

  /** Where the JSON of a node or a macro stands. */
  place(id: string): Slice | undefined {
    if (!this.#places) {
      this.#places = new Map(this.records.map((record, at) => [record[0], at]));
      const first = this.records.length;
      this.tail.macros.forEach((macro, at) => {
        this.#places!.set(macro, first + at);
      });
    }
    const at = this.#places.get(id);
    return at === undefined ? undefined : this.placeAt(at);
  }

  section(name: string): Slice | undefined {
    const { sections, offsets } = this.tail;
    const at = sections.indexOf(name);
    return at < 0 ? undefined : this.placeAt(offsets.length / 2 - sections.length + at);
  }

  /** With other records at some positions. */
  changed(records: ReadonlyMap<number, RecordTuple>, offsets: readonly number[]): CacheIndex {
    const lines = linesOf(this.text);
    for (const [at, record] of records) lines[at] = JSON.stringify(record);
    return new CacheIndex({ ...this.tail, offsets }, () => textOf(lines));
  }
}

// JSON has no line break within a string.
function textOf(lines: readonly string[]): string {
  return `[\n${lines.join(',\n')}\n]`;
}

function linesOf(text: string): string[] {
  const inner = text.slice(2, -2);
  return inner === '' ? [] : inner.split(',\n');
}
