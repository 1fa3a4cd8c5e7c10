import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Rope, readFrom, type Slice } from '../../artifacts/rope.js';
import { type FileIdentity, identityOf, writing } from '../../artifacts/write.js';
import type { FileStamp } from './fingerprint.js';
import { PlainManifest } from './plain-manifest.js';
import type { RecordTuple } from './records.js';
import type { SavedDiagnostic } from './saved-diagnostics.js';

/** Changes whenever what is written below changes its form. */
const FORMAT = 'quern-cache-3';

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
 * What is known of a project: a file of a line of fixed width, then head and index as JSON. The line has the lengths of these two
 * and tells which manifest.json their offsets are of; it is written anew when that was, everything else as a whole or not at all.
 */
export class CacheFile {
  #index: CacheIndex | undefined;
  #entries: Map<string, Slice> | undefined;

  private constructor(
    readonly head: CacheHead,
    private readonly readIndex: () => CacheIndex,
    private source: { readonly tail: Rope },
    private file:
      | { readonly path: string; readonly line: Line; readonly number: number; readonly inode: bigint }
      | undefined,
  ) {}

  /** Undefined if there is none, or none that this version can read, or the manifest that it belongs to is no more. */
  static open(folder: string): { readonly cache: CacheFile; readonly plain: PlainManifest } | undefined {
    let number: number | undefined;
    let plain: PlainManifest | undefined;
    try {
      const path = join(folder, NAME);
      number = openSync(path, 'r');
      const line = parseLine(readFrom(number, 0, LINE_LENGTH).toString('latin1'));
      plain = line && PlainManifest.find(folder, line.manifest, line.manifest.beginning);
      if (line && plain) {
        const file = number;
        const json = (start: number, length: number) => JSON.parse(readFrom(file, start, length).toString('utf8'));
        const head = json(LINE_LENGTH, line.head) as CacheHead;
        const index = () => json(LINE_LENGTH + line.head, line.index) as CacheIndex;
        const { inode } = identityOf(number);
        return { cache: new CacheFile(head, index, plain, { path, line, number, inode }), plain };
      }
    } catch {
      plain?.close();
    }
    if (number !== undefined) closeSync(number);
    return undefined;
  }

  /** One that is not written yet; the offsets are of `tail`. */
  static of(head: CacheHead, index: CacheIndex, tail: Rope): CacheFile {
    return new CacheFile(head, () => index, { tail }, undefined);
  }

  /** Writes it as that of a manifest which has its tail. A cache that can't be written costs time only. */
  save(folder: string, plain: PlainManifest): void {
    const path = join(folder, NAME);
    const parts = [Buffer.from(JSON.stringify(this.head)), Buffer.from(JSON.stringify(this.index))];
    const line = { head: parts[0]!.length, index: parts[1]!.length, manifest: plain.identity };
    this.close();
    this.source = plain;
    try {
      const { file, identity } = writing(path, (writer) => {
        writer.text(formatLine(line));
        for (const part of parts) writer.part(part);
      });
      this.file = { path, line, number: file, inode: identity.inode };
    } catch {
      // A read-only target folder, a full disk: whatever the command itself has to write there will say so.
    }
  }

  /** Tells the file that its manifest was written to, or written anew. */
  note(plain: PlainManifest): void {
    if (!this.file) return;
    const { path, inode } = this.file;
    const line = { ...this.file.line, manifest: plain.identity };
    if (formatLine(line) === formatLine(this.file.line)) return;
    this.file = { ...this.file, line };
    try {
      const file = openSync(path, 'r+');
      // What another process has put there belongs to another manifest.
      if (identityOf(file).inode === inode) writeSync(file, formatLine(line), 0, 'latin1');
      closeSync(file);
    } catch {
      // As above: the next start parses everything.
    }
  }

  close(): void {
    if (this.file) closeSync(this.file.number);
    this.file = undefined;
  }

  get index(): CacheIndex {
    this.#index ??= this.readIndex();
    return this.#index;
  }

  get tail(): Rope {
    return this.source.tail;
  }

  /** Places of all entries of the tail, by unique id. */
  get entries(): ReadonlyMap<string, Slice> {
    if (!this.#entries) {
      this.#entries = sliceMap(this.index.macros);
      for (const tuple of this.index.records) this.#entries.set(tuple[0], { start: tuple[20], end: tuple[21] });
    }
    return this.#entries;
  }

  /** A part of the tail as JSON. */
  json(slice: Slice): unknown {
    return JSON.parse(this.tail.read(slice).toString('utf8'));
  }
}

const NAME = 'quern.cache';
const LINE_LENGTH = 200;

interface Line {
  readonly head: number;
  readonly index: number;
  readonly manifest: FileIdentity & { readonly beginning: number };
}

function formatLine({ head, index, manifest }: Line): string {
  const { beginning, inode, size, modified } = manifest;
  return `${[FORMAT, head, index, beginning, inode, size, modified].join(' ').padEnd(LINE_LENGTH - 1)}\n`;
}

function parseLine(text: string): Line | undefined {
  const match = /^(\S+) (\d+) (\d+) (\d+) (\d+) (\d+) (\d+) *\n$/.exec(text);
  if (match?.[1] !== FORMAT) return undefined;
  const [head, index, beginning] = match.slice(2, 5).map(Number) as [number, number, number];
  const [inode, size, modified] = match.slice(5).map(BigInt) as [bigint, bigint, bigint];
  return { head, index, manifest: { beginning, inode, size, modified, links: 1n } };
}

export function sliceMap(list: CacheIndex['sections']): Map<string, Slice> {
  return new Map(list.map(([id, start, end]) => [id, { start, end }]));
}
