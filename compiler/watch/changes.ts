import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FSWatcher } from 'chokidar';
import type { WatchScope } from './scope.js';

/**
 * How long nothing must change before a batch is complete. Longer than the time for which chokidar takes a second change of
 * a file for the first (50 ms), so that no state of a file is missed.
 */
const QUIET_MS = 60;
/** After a removal: editors that save by rename, and renames, follow it with something. */
const QUIET_AFTER_REMOVAL_MS = 110;
/** A timer that comes so much after its time is late. */
const LATE_MS = 10;
/** How often a batch waits again because of that. */
const MOST_WAITS = 10;
/** A lock of git that is older was left by a command that died. */
const MOST_LOCKED_MS = 10_000;

const LIMITS: ReadonlySet<string> = new Set(['ENOSPC', 'EMFILE', 'ENFILE']);

export interface ChangeListener {
  /** The system watches no more files (its limits are reached): they are polled from now on. */
  onPolling(reason: string): void;
}

/** Collects changes of files into batches: one for all that happens in one go, as at a branch switch. */
export class Changes {
  #watcher: FSWatcher | undefined;
  #scope: WatchScope;
  #paths = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  /** How often a batch was complete, and how often when the last one was taken. */
  #version = 0;
  #taken = 0;
  #waiting: (() => void)[] = [];
  #polling = false;

  private constructor(
    scope: WatchScope,
    private readonly listener: ChangeListener,
  ) {
    this.#scope = scope;
  }

  static async start(scope: WatchScope, listener: ChangeListener): Promise<Changes> {
    const changes = new Changes(scope, listener);
    await changes.#open();
    return changes;
  }

  /** How many files are watched. */
  get fileCount(): number {
    const watched = this.#watcher?.getWatched() ?? {};
    let count = 0;
    for (const [folder, names] of Object.entries(watched)) {
      for (const name of names) {
        const path = join(folder, name);
        if (!(path in watched) && (this.#scope.reachesAll(path) ? existsSync(path) : this.#scope.watches(path)))
          count++;
      }
    }
    return count;
  }

  /** Watches another scope from now on. What changed meanwhile cannot be known, so the caller reads everything after this. */
  async rescope(scope: WatchScope): Promise<void> {
    if (scope.key === this.#scope.key) return;
    this.#scope = scope;
    await this.#watcher?.close();
    await this.#open();
  }

  /** Grows with every complete batch. */
  get version(): number {
    return this.#version;
  }

  /** Resolves when a batch is complete that was not taken, or complete later than `after`. On abort it resolves too. */
  settled(signal: AbortSignal, after = this.#taken): Promise<void> {
    if (this.#version > after || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        signal.removeEventListener('abort', done);
        this.#waiting = this.#waiting.filter((waiting) => waiting !== done);
        resolve();
      };
      this.#waiting.push(done);
      signal.addEventListener('abort', done, { once: true });
    });
  }

  /** The paths of the complete batch; the next one starts empty. */
  take(): ReadonlySet<string> {
    const paths = this.#paths;
    this.#paths = new Set();
    this.#taken = this.#version;
    return paths;
  }

  /** The same without taking it. */
  peek(): ReadonlySet<string> {
    return this.#paths;
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#watcher?.close();
  }

  async #open(): Promise<void> {
    const { watch } = await import('chokidar');
    const watcher = watch([...this.#scope.starts], {
      ignoreInitial: true,
      // Batches take together what belongs together; chokidar's own waiting would tear renames apart.
      atomic: false,
      ignorePermissionErrors: true,
      ignored: (path, stats) => !this.#scope.watches(path, stats),
      ...(this.#polling ? { usePolling: true, interval: 300 } : {}),
    });
    this.#watcher = watcher;
    watcher.on('all', (event, path) => {
      if (event !== 'addDir' && watcher === this.#watcher) this.#changed(path, event.startsWith('unlink'));
    });
    await new Promise<void>((resolve) => {
      watcher.once('ready', resolve);
      watcher.on('error', (error) => void this.#fallBack(watcher, error as NodeJS.ErrnoException)?.then(resolve));
    });
  }

  /** Goes over to polling where the system's limits are the problem; undefined where they are not, or that was done. */
  #fallBack(watcher: FSWatcher, error: NodeJS.ErrnoException): Promise<void> | undefined {
    if (this.#polling || watcher !== this.#watcher || !LIMITS.has(error.code ?? '')) return undefined;
    this.#polling = true;
    this.listener.onPolling(error.code!);
    return watcher.close().then(() => this.#open());
  }

  #changed(path: string, removed: boolean): void {
    this.#paths.add(path);
    this.#wait(removed ? QUIET_AFTER_REMOVAL_MS : QUIET_MS);
  }

  #wait(milliseconds: number, patience = MOST_WAITS): void {
    clearTimeout(this.#timer);
    const due = performance.now() + milliseconds;
    this.#timer = setTimeout(() => {
      // Where the timer is late, the machine is busy, and further changes may not have come through yet.
      const isLate = performance.now() - due > LATE_MS;
      if (isLate && patience > 0) this.#wait(milliseconds, patience - 1);
      else this.#settle();
    }, milliseconds);
  }

  /** While git works (a branch switch, a rebase), its index is locked: wait for the end, as all of that is one change. */
  #settle(): void {
    if (isGitLocked(this.#scope.root)) {
      this.#wait(QUIET_MS);
      return;
    }
    this.#version++;
    for (const waiting of [...this.#waiting]) waiting();
  }
}

function isGitLocked(root: string): boolean {
  for (let folder = root; ; folder = dirname(folder)) {
    const git = join(folder, '.git');
    if (existsSync(git)) {
      const lock = statSync(join(git, 'index.lock'), { throwIfNoEntry: false });
      return lock !== undefined && Date.now() - lock.mtimeMs < MOST_LOCKED_MS;
    }
    if (dirname(folder) === folder) return false;
  }
}
