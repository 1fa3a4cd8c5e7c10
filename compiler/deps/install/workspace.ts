import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const PREFIX = '.quern-deps-';

/** A folder for what is being fetched, beside the one that it is put into in the end: a rename is all that takes. */
export class Workspace {
  #count = 0;

  private constructor(readonly folder: string) {}

  /** Of the folder that packages are installed into, which need not exist. What ended calls left behind is taken away. */
  static open(installPath: string): Workspace {
    mkdirSync(dirname(installPath), { recursive: true });
    const parent = dirname(realPath(installPath));
    for (const name of readdirSync(parent)) {
      const pid = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length).split('-')[0]) : Number.NaN;
      if (pid > 0 && !isRunning(pid)) rmSync(join(parent, name), { recursive: true, force: true });
    }
    return new Workspace(mkdtempSync(join(parent, `${PREFIX}${process.pid}-`)));
  }

  /** A path that nothing stands at. */
  next(what: string): string {
    return join(this.folder, `${what}-${++this.#count}`);
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** The folder that a path leads to, links followed, whether it is there or not. */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return join(realpathSync(dirname(path)), basename(path));
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
