import { readSync } from 'node:fs';

/** Bytes [start, end). */
export interface Slice {
  readonly start: number;
  readonly end: number;
}

/** Bytes of an open file. */
export interface FileSlice extends Slice {
  readonly file: number;
}

export type Part = Uint8Array | FileSlice;

/** What one read of small parts fetches, since who reads one entry often reads the next. */
const WINDOW = 1 << 16;

/** Bytes out of memory and open files, in order, which are read where they are asked for. The files must not change. */
export class Rope {
  readonly length: number;
  readonly #starts: number[] = [];
  #window: { readonly file: number; readonly start: number; readonly bytes: Buffer } | undefined;

  constructor(readonly parts: readonly Part[]) {
    let length = 0;
    for (const part of parts) {
      this.#starts.push(length);
      length += partLength(part);
    }
    this.length = length;
  }

  /** The parts that make up a slice. */
  cut({ start, end }: Slice): Part[] {
    const out: Part[] = [];
    for (let i = this.#partAt(start); i < this.parts.length && this.#starts[i]! < end; i++) {
      const part = this.parts[i]!;
      const from = Math.max(start - this.#starts[i]!, 0);
      const to = Math.min(end - this.#starts[i]!, partLength(part));
      if (from >= to) continue;
      out.push(
        part instanceof Uint8Array
          ? part.subarray(from, to)
          : { file: part.file, start: part.start + from, end: part.start + to },
      );
    }
    return out;
  }

  read(slice: Slice): Buffer {
    const [first, ...more] = this.cut(slice).map((part) => (part instanceof Uint8Array ? part : this.#fetch(part)));
    if (first === undefined) return Buffer.alloc(0);
    return more.length === 0
      ? Buffer.from(first.buffer, first.byteOffset, first.byteLength)
      : Buffer.concat([first, ...more]);
  }

  #fetch({ file, start, end }: FileSlice): Uint8Array {
    const window = this.#window;
    if (window?.file === file && start >= window.start && end <= window.start + window.bytes.length)
      return window.bytes.subarray(start - window.start, end - window.start);
    const bytes = readFrom(file, start, Math.max(end - start, WINDOW));
    if (bytes.length < end - start) throw new Error('a file of the target folder has become shorter meanwhile');
    this.#window = { file, start, bytes };
    return bytes.subarray(0, end - start);
  }

  #partAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** Up to `length` bytes from a place; fewer at the end of the file only. */
export function readFrom(file: number, start: number, length: number): Buffer {
  const buffer = Buffer.allocUnsafe(length);
  const read = fill(file, buffer, start);
  return read === length ? buffer : buffer.subarray(0, read);
}

/** Reads until the buffer is full or the file ends; answers the bytes read. */
export function fill(file: number, buffer: Uint8Array, start: number): number {
  let length = 0;
  while (length < buffer.length) {
    const read = readSync(file, buffer, length, buffer.length - length, start + length);
    if (read === 0) break;
    length += read;
  }
  return length;
}

function partLength(part: Part): number {
  return part instanceof Uint8Array ? part.length : part.end - part.start;
}
