import { closeSync, fdatasync, fdatasyncSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Milliseconds between a line and the latest time when it is safe from a power failure. */
const SYNC_INTERVAL = 1000;

/**
 * What happened to each node, line by line as JSON, so that a killed run leaves the truth behind. A line survives the end of
 * the process as soon as it is written (some microseconds), and that of the machine within a second.
 */
export class Journal {
  readonly #file: number;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  /** Begins a new journal in place of that of the run before. */
  constructor(readonly path: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.#file = openSync(path, 'w');
  }

  write(entry: Readonly<Record<string, unknown>>): void {
    if (this.#closed) return;
    writeSync(this.#file, `${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (!this.#closed) fdatasync(this.#file, () => {});
    }, SYNC_INTERVAL).unref();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#timer);
    fdatasyncSync(this.#file);
    closeSync(this.#file);
  }
}
