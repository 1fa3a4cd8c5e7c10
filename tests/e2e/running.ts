import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { BIN } from './cli.js';

const PATIENCE_MS = 30_000;

/** A command that goes on until it is asked to end, and what it has said since it was last asked. */
export class Running {
  #output = '';
  #told = 0;
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #exit: Promise<number | null>;
  #listeners: (() => void)[] = [];

  constructor(dir: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const clean = Object.fromEntries(
      Object.entries(process.env).filter(([key]) => !/^(DBT|QUERN)_|^(CI|FORCE_COLOR|NO_COLOR)$/.test(key)),
    );
    this.#process = spawn(process.execPath, [BIN, ...args], {
      cwd: dir,
      env: { ...clean, HOME: dir, DBT_PROFILES_DIR: './profiles', ...env },
    });
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text;
        for (const listener of [...this.#listeners]) listener();
      });
    }
    this.#exit = new Promise((resolve) => {
      this.#process.on('exit', (code) => {
        resolve(code);
        for (const listener of [...this.#listeners]) listener();
      });
    });
  }

  /** All that was said since last time, up to and with the line that matches; without the times at the beginning of lines. */
  async until(pattern: RegExp): Promise<string> {
    const started = Date.now();
    for (;;) {
      const found = pattern.exec(this.#output.slice(this.#told));
      if (found) {
        const end = this.#output.indexOf('\n', this.#told + found.index + found[0].length);
        const text = this.#output.slice(this.#told, end < 0 ? undefined : end);
        this.#told = end < 0 ? this.#output.length : end + 1;
        return text.replace(/^\d\d:\d\d:\d\d {2}/gm, '');
      }
      const left = PATIENCE_MS - (Date.now() - started);
      if (left <= 0 || this.#process.exitCode !== null)
        throw new Error(`${pattern} never came:\n${this.#output.slice(this.#told)}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#listeners = [
          () => {
            clearTimeout(timer);
            resolve();
          },
        ];
      });
    }
  }

  /** Whether anything was said that nobody has asked for. */
  get unheard(): string {
    return this.#output.slice(this.#told);
  }

  /** Presses Ctrl-C; the exit code. */
  interrupt(): Promise<number | null> {
    return this.end('SIGINT');
  }

  /** Ends the process; the exit code. */
  async end(signal: 'SIGINT' | 'SIGKILL'): Promise<number | null> {
    this.#process.kill(signal);
    return this.#exit;
  }

  /** For a test that failed on the way. */
  kill(): void {
    if (this.#process.exitCode === null) this.#process.kill('SIGKILL');
  }
}
