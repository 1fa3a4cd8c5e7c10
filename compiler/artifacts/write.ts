import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { fill, type Part } from './rope.js';

/** Writes JSON so that a reader sees the old file or the new one, never half of one. */
export function writeJsonFile(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = temporaryName(path);
  writeFileSync(temporary, JSON.stringify(value));
  renameSync(temporary, path);
}

/** Writes a file from parts, as a whole or not at all. */
export function writeParts(path: string, parts: readonly Part[]): void {
  closeSync(
    writing(path, (writer) => {
      for (const part of parts) writer.part(part);
    }).file,
  );
}

/** Writes a file with what `write` does, as a whole or not at all; answers it open for reading. */
export function writing(path: string, write: (writer: FileWriter) => void): OpenFile {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = temporaryName(path);
  const file = openSync(temporary, 'w+');
  try {
    const writer = new FileWriter(file);
    write(writer);
    writer.flush();
    renameSync(temporary, path);
    return { file, identity: identityOf(file) };
  } catch (error) {
    closeSync(file);
    rmSync(temporary, { force: true });
    throw error;
  }
}

export interface OpenFile {
  readonly file: number;
  readonly identity: FileIdentity;
}

function temporaryName(path: string): string {
  return `${path}.${process.pid}.tmp`;
}

/** What another file of the same name, or one that was written to, does not have: inode, size, time in nanoseconds. */
export interface FileIdentity {
  readonly inode: bigint;
  readonly size: bigint;
  readonly modified: bigint;
  /** Names of the file. */
  readonly links: bigint;
}

export function identityOf(file: number): FileIdentity {
  const { ino, size, mtimeNs, nlink } = fstatSync(file, { bigint: true });
  return { inode: ino, size, modified: mtimeNs, links: nlink };
}

const BUFFER = 1 << 18;

/** Writes through one small buffer, which costs less than large ones of which each page is new. */
export class FileWriter {
  readonly #buffer = Buffer.allocUnsafeSlow(BUFFER);
  #used = 0;
  #flushed = 0;

  constructor(private readonly file: number) {}

  /** Bytes written so far. */
  get length(): number {
    return this.#flushed + this.#used;
  }

  text(text: string): void {
    // A UTF-16 unit takes three bytes of UTF-8 at most.
    const most = text.length * 3;
    if (most > BUFFER - this.#used) {
      this.flush();
      if (most > BUFFER) {
        this.part(Buffer.from(text));
        return;
      }
    }
    this.#used += this.#buffer.write(text, this.#used, 'utf8');
  }

  part(part: Part): void {
    if (part instanceof Uint8Array) {
      if (part.length > BUFFER - this.#used) this.flush();
      if (part.length > BUFFER) this.#write(part);
      else {
        this.#buffer.set(part, this.#used);
        this.#used += part.length;
      }
      return;
    }
    for (let at = part.start; at < part.end; ) {
      if (this.#used === BUFFER) this.flush();
      const room = this.#buffer.subarray(this.#used, this.#used + Math.min(BUFFER - this.#used, part.end - at));
      const read = fill(part.file, room, at);
      if (read === 0) throw new Error('a file of the target folder has become shorter meanwhile');
      this.#used += read;
      at += read;
    }
  }

  flush(): void {
    this.#write(this.#buffer.subarray(0, this.#used));
    this.#used = 0;
  }

  /** A system call may write fewer bytes than it was given. */
  #write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) at += writeSync(this.file, bytes, at);
    this.#flushed += bytes.length;
  }
}
