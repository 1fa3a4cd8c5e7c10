import { closeSync, existsSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const FLUSH_AT = 64 * 1024;
const FLUSH_AFTER_MS = 500;
const KEPT_FILES = 5;

/**
 * `dbt.log`: text is collected and written in large pieces, at the latest half a second later. A file that has reached its
 * largest size becomes `dbt.log.1`, the one of that name `dbt.log.2`, and so on up to five.
 */
export class LogFile {
  readonly path: string;
  #fd: number | undefined;
  #size = 0;
  #pending: string[] = [];
  #pendingSize = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    folder: string,
    private readonly maxBytes: number,
  ) {
    this.path = join(folder, 'dbt.log');
    mkdirSync(folder, { recursive: true });
    this.#open();
  }

  write(text: string): void {
    if (this.#fd === undefined) return;
    this.#pending.push(text);
    this.#pendingSize += text.length;
    if (this.#pendingSize >= FLUSH_AT) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), FLUSH_AFTER_MS).unref();
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#fd === undefined || this.#pending.length === 0) return;
    const bytes = Buffer.from(this.#pending.join(''));
    this.#pending = [];
    this.#pendingSize = 0;
    if (this.maxBytes > 0 && this.#size > 0 && this.#size + bytes.length > this.maxBytes) this.#rotate();
    try {
      writeSync(this.#fd, bytes);
      this.#size += bytes.length;
    } catch {
      // A full disk must not end a build: the log stops here.
      this.#fd = undefined;
    }
  }

  close(): void {
    this.flush();
    if (this.#fd !== undefined) closeSync(this.#fd);
    this.#fd = undefined;
  }

  #open(): void {
    this.#fd = openSync(this.path, 'a');
    this.#size = fstatSync(this.#fd).size;
  }

  #rotate(): void {
    if (this.#fd !== undefined) closeSync(this.#fd);
    for (let n = KEPT_FILES - 1; n >= 0; n--) {
      const from = n === 0 ? this.path : `${this.path}.${n}`;
      if (existsSync(from)) renameSync(from, `${this.path}.${n + 1}`);
    }
    this.#open();
  }
}
