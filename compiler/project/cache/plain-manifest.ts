import { closeSync, linkSync, lstatSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Rope, readFrom } from '../../artifacts/rope.js';
import { type FileIdentity, type FileWriter, identityOf, type OpenFile, writing } from '../../artifacts/write.js';

const MANIFEST = 'manifest.json';
/** The name that it has while manifest.json is one with compiled nodes. */
const ASIDE = 'quern.manifest';

/**
 * A manifest.json of which no node is compiled, on disk, whose parts other manifests are made of. It is known by its inode, size
 * and time: whatever others put in its place, or write into it, is not taken for it.
 */
export class PlainManifest {
  #tail: Rope | undefined;
  #closed = false;

  private constructor(
    private readonly folder: string,
    private name: string,
    private open: OpenFile,
    /** Where the tail starts: bytes of the beginning. */
    private beginning: number,
  ) {}

  /** The one that was written as this, if it still is what it was. */
  static find(folder: string, known: FileIdentity, beginning: number): PlainManifest | undefined {
    for (const name of [MANIFEST, ASIDE]) {
      const path = join(folder, name);
      if (!lstatSync(path, { throwIfNoEntry: false })?.isFile()) continue;
      const file = openSync(path, 'r');
      const identity = identityOf(file);
      if (same(identity, known)) return new PlainManifest(folder, name, { file, identity }, beginning);
      closeSync(file);
    }
    return undefined;
  }

  /** Writes one: as manifest.json, or under its other name. */
  static write(
    folder: string,
    published: boolean,
    beginning: string,
    tail: (writer: FileWriter) => void,
  ): PlainManifest {
    const name = published ? MANIFEST : ASIDE;
    const open = writing(join(folder, name), (writer) => {
      writer.text(beginning);
      tail(writer);
    });
    if (published) rmSync(join(folder, ASIDE), { force: true });
    return new PlainManifest(folder, name, open, Buffer.byteLength(beginning));
  }

  get identity(): FileIdentity & { readonly beginning: number } {
    return { ...this.open.identity, beginning: this.beginning };
  }

  get tail(): Rope {
    this.#tail ??= new Rope([{ file: this.open.file, start: this.beginning, end: Number(this.open.identity.size) }]);
    return this.#tail;
  }

  /** Makes it manifest.json with this beginning. Only bytes of the beginning are written, where that is safe. */
  publish(beginning: string): void {
    const aside = this.name === ASIDE;
    if (!this.#overwrite(beginning)) {
      this.#copy(MANIFEST, Buffer.from(beginning));
      if (aside) rmSync(join(this.folder, ASIDE), { force: true });
    } else if (aside) renameSync(join(this.folder, ASIDE), join(this.folder, MANIFEST));
    this.name = MANIFEST;
  }

  /** Leaves the name manifest.json to another file. */
  setAside(): void {
    if (this.name === ASIDE) return;
    const path = join(this.folder, ASIDE);
    rmSync(path, { force: true });
    try {
      linkSync(join(this.folder, MANIFEST), path);
    } catch {
      // A file system without links.
    }
    if (lstatSync(path, { throwIfNoEntry: false, bigint: true })?.ino !== this.open.identity.inode)
      this.#copy(ASIDE, readFrom(this.open.file, 0, this.beginning));
    this.name = ASIDE;
  }

  close(): void {
    if (!this.#closed) closeSync(this.open.file);
    this.#closed = true;
  }

  /**
   * Instants and ids have a fixed width, so that a new beginning mostly differs from the old one in some digits. Then whoever
   * reads meanwhile, and whoever reads after a crash, finds valid JSON, whichever of the bytes were written.
   */
  #overwrite(beginning: string): boolean {
    const now = Buffer.from(beginning);
    if (now.length !== this.beginning) return false;
    let file: number;
    try {
      file = openSync(join(this.folder, this.name), 'r+');
    } catch {
      return false;
    }
    try {
      const found = identityOf(file);
      // A second name may be somebody's copy of an earlier state.
      if (!same(found, this.open.identity) || found.links !== 1n) return false;
      if (!differsInDigits(readFrom(file, 0, now.length), now)) return false;
      writeSync(file, now, 0, now.length, 0);
      this.open = { file: this.open.file, identity: identityOf(file) };
      return true;
    } finally {
      closeSync(file);
    }
  }

  #copy(name: string, beginning: Uint8Array): void {
    const { tail, open } = this;
    this.open = writing(join(this.folder, name), (writer) => {
      for (const part of [beginning, ...tail.parts]) writer.part(part);
    });
    closeSync(open.file);
    this.beginning = beginning.length;
    this.#tail = undefined;
  }
}

function same(a: FileIdentity, b: FileIdentity): boolean {
  return a.inode === b.inode && a.size === b.size && a.modified === b.modified;
}

/** Whether two texts of the same length have digits (also hexadecimal ones) wherever they differ. */
function differsInDigits(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i] && !(isDigit(a[i]!) && isDigit(b[i]!))) return false;
  return true;
}

function isDigit(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x66);
}
