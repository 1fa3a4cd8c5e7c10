import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Rope, readFrom, type Slice } from '../../artifacts/rope.js';
import { type FileIdentity, identityOf, writing } from '../../artifacts/write.js';
import { parseFloats } from '../../base/float-json.js';
import { CacheIndex, type TailOffsets } from './cache-index.js';
import type { FileStamp } from './fingerprint.js';
import { PlainManifest } from './plain-manifest.js';
import type { SavedDiagnostic } from './saved-diagnostics.js';

/** Changes whenever what is written below changes its form. */
const FORMAT = 'quern-cache-4';

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

/**
 * What is known of a project: a file of a line of fixed width, then head, offsets and records as JSON. The line has the lengths of
 * these and tells which manifest.json their offsets are of; it is written anew when that was, everything else as a whole or not at all.
 */
export class CacheFile {
  #index: CacheIndex | undefined;

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
      const { inode, size } = identityOf(number);
      const whole = line && size === BigInt(LINE_LENGTH + line.head + line.offsets + line.records);
      plain = whole ? PlainManifest.find(folder, line.manifest, line.manifest.beginning) : undefined;
      if (line && plain) {
        const file = number;
        const text = (start: number, length: number) => readFrom(file, start, length).toString('utf8');
        const head = JSON.parse(text(LINE_LENGTH, line.head)) as CacheHead;
        const offsetsAt = LINE_LENGTH + line.head;
        const index = () =>
          new CacheIndex(JSON.parse(text(offsetsAt, line.offsets)) as TailOffsets, () =>
            text(offsetsAt + line.offsets, line.records),
          );
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
    const parts = [JSON.stringify(this.head), JSON.stringify(this.index.tail), this.index.text].map((t) =>
      Buffer.from(t),
    );
    const [head, offsets, records] = parts.map((part) => part.length) as [number, number, number];
    const line = { head, offsets, records, manifest: plain.identity };
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

  /** A part of the tail as JSON. */
  json(slice: Slice): unknown {
    return parseFloats(this.tail.read(slice).toString('utf8'));
  }
}

const NAME = 'quern.cache';
const LINE_LENGTH = 200;

interface Line {
  readonly head: number;
  readonly offsets: number;
  readonly records: number;
  readonly manifest: FileIdentity & { readonly beginning: number };
}

function formatLine({ head, offsets, records, manifest }: Line): string {
  const { beginning, inode, size, modified } = manifest;
  return `${[FORMAT, head, offsets, records, beginning, inode, size, modified].join(' ').padEnd(LINE_LENGTH - 1)}\n`;
}

function parseLine(text: string): Line | undefined {
  const match = /^(\S+) (\d+) (\d+) (\d+) (\d+) (\d+) (\d+) (\d+) *\n$/.exec(text);
  if (match?.[1] !== FORMAT) return undefined;
  const [head, offsets, records, beginning] = match.slice(2, 6).map(Number) as [number, number, number, number];
  const [inode, size, modified] = match.slice(6).map(BigInt) as [bigint, bigint, bigint];
  return { head, offsets, records, manifest: { beginning, inode, size, modified, links: 1n } };
}
