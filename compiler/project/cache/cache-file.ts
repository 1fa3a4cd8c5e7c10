import { closeSync, openSync, readSync } from 'node:fs';
import type { ManifestTail, Slice } from '../../artifacts/manifest-tail.js';
import { writePieces } from '../../artifacts/write.js';
import type { FileStamp } from './fingerprint.js';
import type { RecordTuple } from './records.js';
import type { SavedDiagnostic } from './saved-diagnostics.js';

/** Changes whenever what is written below changes its form. */
const FORMAT = 'quern-cache-2';

/** What decides whether the cache holds, and what is said of the project without looking into it. */
export interface CacheHead {
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly written: number;
  readonly stamps: readonly FileStamp[];
  /** Environment variables that parsing read; null: not set. */
  readonly env: Readonly<Record<string, string | null>>;
  readonly diagnostics: readonly SavedDiagnostic[];
  readonly counts: Readonly<Record<string, number>>;
}

export interface CacheIndex {
  readonly records: readonly RecordTuple[];
  readonly macros: readonly (readonly [id: string, start: number, end: number])[];
  readonly sections: readonly (readonly [name: string, start: number, end: number])[];
}

/**
 * One file: a line with the lengths of its three parts, then head and index as JSON, then the manifest's tail. Parts are read
 * when they are asked for. Written as a whole or not at all.
 */
export class CacheFile {
  readonly head: CacheHead;
  #index: CacheIndex | undefined;
  #tail: Buffer | undefined;
  #entries: Map<string, Slice> | undefined;

  private constructor(
    private readonly path: string,
    private readonly layout: Layout,
    known?: { readonly head: CacheHead; readonly index: CacheIndex; readonly tail: Buffer },
  ) {
    this.head = known?.head ?? (JSON.parse(this.read(layout.head).toString('utf8')) as CacheHead);
    this.#index = known?.index;
    this.#tail = known?.tail;
  }

  /** Undefined if there is none, or none that this version can read. */
  static open(path: string): CacheFile | undefined {
    try {
      const first = readSlice(path, { start: 0, end: 100 }).toString('latin1');
      const match = /^(\S+) (\d+) (\d+) (\d+)\n/.exec(first);
      if (match?.[1] !== FORMAT) return undefined;
      return new CacheFile(path, layoutOf(match[0].length, match.slice(2).map(Number)));
    } catch {
      return undefined;
    }
  }

  /** Writes a cache and answers it. A cache that can't be written costs time only. */
  static save(path: string, head: CacheHead, index: CacheIndex, tail: Buffer): CacheFile {
    const parts = [Buffer.from(JSON.stringify(head)), Buffer.from(JSON.stringify(index)), tail];
    const first = `${FORMAT} ${parts.map((part) => part.length).join(' ')}\n`;
    try {
      writePieces(path, [Buffer.from(first), ...parts]);
    } catch {
      // A read-only target folder, a full disk: whatever the command itself has to write there will say so.
    }
    return new CacheFile(
      path,
      layoutOf(
        first.length,
        parts.map((part) => part.length),
      ),
      { head, index, tail },
    );
  }

  get index(): CacheIndex {
    this.#index ??= JSON.parse(this.read(this.layout.index).toString('utf8')) as CacheIndex;
    return this.#index;
  }

  /** The whole tail; kept once it was read. */
  get tail(): Buffer {
    this.#tail ??= this.read(this.layout.tail);
    return this.#tail;
  }

  /** The tail with its places. */
  manifestTail(): ManifestTail {
    const cache = this;
    return {
      buffer: this.tail,
      get entries() {
        return cache.entries;
      },
      get sections() {
        return sliceMap(cache.index.sections);
      },
    };
  }

  /** Places of all entries of the tail, by unique id. */
  get entries(): ReadonlyMap<string, Slice> {
    if (!this.#entries) {
      this.#entries = sliceMap(this.index.macros);
      for (const tuple of this.index.records) this.#entries.set(tuple[0], { start: tuple[20], end: tuple[21] });
    }
    return this.#entries;
  }

  /** A part of the tail as JSON, read on its own unless the tail is in memory. */
  json(slice: Slice): unknown {
    const { start } = this.layout.tail;
    const bytes = this.#tail
      ? this.#tail.subarray(slice.start, slice.end)
      : this.read({ start: start + slice.start, end: start + slice.end });
    return JSON.parse(bytes.toString('utf8'));
  }

  private read(slice: Slice): Buffer {
    return readSlice(this.path, slice);
  }
}

interface Layout {
  readonly head: Slice;
  readonly index: Slice;
  readonly tail: Slice;
}

function layoutOf(start: number, [head = 0, index = 0, tail = 0]: readonly number[]): Layout {
  return {
    head: { start, end: start + head },
    index: { start: start + head, end: start + head + index },
    tail: { start: start + head + index, end: start + head + index + tail },
  };
}

export function sliceMap(list: CacheIndex['sections']): Map<string, Slice> {
  return new Map(list.map(([id, start, end]) => [id, { start, end }]));
}

function readSlice(path: string, { start, end }: Slice): Buffer {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(end - start);
    let length = 0;
    while (length < buffer.length) {
      const read = readSync(file, buffer, length, buffer.length - length, start + length);
      if (read === 0) break;
      length += read;
    }
    return buffer.subarray(0, length);
  } finally {
    closeSync(file);
  }
}
