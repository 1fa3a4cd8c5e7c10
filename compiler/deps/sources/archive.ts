import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { Parser, type ReadEntry } from 'tar';
import { QuernError } from '../../base/diagnostics.js';
import { badArchive } from '../diagnostics.js';

/** Beyond these, a package is not a package: they stop bombs, not projects. */
export const LIMITS = {
  packed: 256 << 20,
  unpacked: 1 << 30,
  file: 64 << 20,
  entries: 100_000,
  path: 1024,
  depth: 64,
};
export type Limits = typeof LIMITS;

export interface Extracted {
  readonly files: number;
  /** Links, devices and the like. */
  readonly leftOut: number;
  /** The folders and files at the top. */
  readonly top: readonly string[];
}

/** A stream that breaks off or is no archive: a further download may go better. */
export class BrokenArchive extends Error {}

const FILES = new Set(['File', 'OldFile', 'ContiguousFile']);
const FOLDERS = new Set(['Directory', 'GNUDumpDir']);

/**
 * Writes the files of a tar archive into `folder`, a new one. An archive is whatever somebody made of it: files and folders alone are
 * written, nothing outside the folder, within limits. Throws QuernError for one that tries otherwise, BrokenArchive for one that can't be read.
 */
export async function extract(
  stream: AsyncIterable<Uint8Array>,
  folder: string,
  options: { readonly place: string; readonly gzip: boolean; readonly limits?: Limits },
): Promise<Extracted> {
  const limits = options.limits ?? LIMITS;
  const refuse = (problem: string): never => {
    throw new QuernError(badArchive({ place: options.place, problem }));
  };
  mkdirSync(folder, { recursive: true });
  const writer = new Writer(folder, limits, refuse);
  const parser = new Parser({
    strict: true,
    maxMetaEntrySize: limits.path * 64,
    onReadEntry: (entry) => writer.take(entry),
  });
  const failures: unknown[] = [];
  // What is wrong with a header is told as a warning of its own.
  parser.on('warn', (_code, message) => failures.push(new BrokenArchive(String(message))));
  parser.on('error', (error) => failures.push(error));
  let ended = false;
  parser.on('eof', () => {
    ended = true;
  });
  const check = () => {
    if (writer.failure) throw writer.failure;
    if (failures.length > 0) throw new BrokenArchive(String((failures[0] as Error).message ?? failures[0]));
  };
  let packed = 0;
  let unpacked = 0;
  const counted = async function* () {
    for await (const part of stream) {
      packed += part.length;
      if (packed > limits.packed) refuse(`it has more than ${megabytes(limits.packed)}`);
      yield part;
    }
  };
  try {
    for await (const part of options.gzip ? gunzipped(counted()) : counted()) {
      const bytes = Buffer.from(part.buffer, part.byteOffset, part.length);
      // The parser would unpack once more.
      if (unpacked === 0 && bytes[0] === 0x1f) refuse('it is packed twice');
      unpacked += bytes.length;
      if (unpacked > limits.unpacked) refuse(`it unpacks to more than ${megabytes(limits.unpacked)}`);
      // The parser would keep all that follows its end.
      if (ended) continue;
      parser.write(bytes);
      check();
    }
    await new Promise<void>((done) => {
      parser.on('close', () => done());
      parser.on('end', () => done());
      parser.on('error', () => done());
      parser.end();
    });
    check();
  } catch (error) {
    if (!(error instanceof Error) || !/^Z_/.test((error as NodeJS.ErrnoException).code ?? '')) throw error;
    throw new BrokenArchive(error.message);
  }
  if (writer.files === 0) throw new BrokenArchive('it holds no file');
  return { files: writer.files, leftOut: writer.leftOut, top: [...writer.top] };
}

async function* gunzipped(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const gunzip = createGunzip();
  const feeding = (async () => {
    for await (const part of source)
      if (!gunzip.write(part)) await new Promise((resolve) => gunzip.once('drain', resolve));
    gunzip.end();
  })().catch((error: Error) => gunzip.destroy(error));
  yield* gunzip as AsyncIterable<Uint8Array>;
  await feeding;
}

class Writer {
  files = 0;
  leftOut = 0;
  failure: unknown;
  readonly top = new Set<string>();
  #entries = 0;

  constructor(
    private readonly folder: string,
    private readonly limits: Limits,
    private readonly refuse: (problem: string) => never,
  ) {}

  take(entry: ReadEntry): void {
    try {
      this.#take(entry);
    } catch (error) {
      this.failure ??= this.#conflict(error, entry.path);
      entry.resume();
    }
  }

  #take(entry: ReadEntry): void {
    if (this.failure) return void entry.resume();
    if (++this.#entries > this.limits.entries) this.refuse(`it has more than ${this.limits.entries} entries`);
    const parts = this.#partsOf(entry.path);
    if (parts.length === 0) return void entry.resume();
    this.top.add(parts[0]!);
    const path = join(this.folder, ...parts);
    if (FOLDERS.has(entry.type)) {
      mkdirSync(path, { recursive: true });
      entry.resume();
    } else if (FILES.has(entry.type)) this.#write(entry, path);
    else {
      this.leftOut++;
      entry.resume();
    }
  }

  #write(entry: ReadEntry, path: string): void {
    if (entry.size > this.limits.file) this.refuse(`${entry.path} has more than ${megabytes(this.limits.file)}`);
    const parts: Buffer[] = [];
    entry.on('data', (part: Buffer) => void parts.push(part));
    entry.on('end', () => {
      try {
        mkdirSync(dirname(path), { recursive: true });
        // The last one of a name counts; there are no links through which it could lead elsewhere.
        writeFileSync(path, Buffer.concat(parts), { mode: (entry.mode ?? 0) & 0o100 ? 0o755 : 0o644 });
        this.files++;
      } catch (error) {
        this.failure ??= this.#conflict(error, entry.path);
      }
    });
  }

  #conflict(error: unknown, path: string): unknown {
    const { code } = error as NodeJS.ErrnoException;
    if (!['EISDIR', 'ENOTDIR', 'EEXIST', 'ENAMETOOLONG', 'EINVAL'].includes(code ?? '')) return error;
    return caught(() => this.refuse(`${path} can't be written`));
  }

  #partsOf(path: string): string[] {
    if (path.length > this.limits.path) this.refuse('a path in it is too long');
    if (/[\0\\]/.test(path) || /^([A-Za-z]:|\/)/.test(path)) this.refuse(`${JSON.stringify(path)} leads out of it`);
    const parts = path.split('/').filter((part) => part !== '' && part !== '.');
    if (parts.includes('..')) this.refuse(`${JSON.stringify(path)} leads out of it`);
    if (parts.length > this.limits.depth) this.refuse('its folders are too deep');
    return parts;
  }
}

function caught(fail: () => never): unknown {
  try {
    return fail();
  } catch (error) {
    return error;
  }
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / (1 << 20))} MiB`;
}
