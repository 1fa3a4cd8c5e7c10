import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';

export interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When the process began, where the system tells: another process may have got its number since. */
  readonly began: string | null;
  readonly since: string;
}

export type Locking =
  | { readonly kind: 'held'; readonly by: Holder }
  | { readonly kind: 'taken' /** The dead process whose lock this was. */; readonly from?: Holder; release(): void };

/**
 * Takes the lock of a folder's nights. The lock of a process that is no more (killed, or its machine was) is taken over. A lock of
 * another machine counts as held: nobody here can know.
 */
export function takeLock(path: string, since: Date): Locking {
  mkdirSync(dirname(path), { recursive: true });
  const own: Holder = { pid: process.pid, host: hostname(), began: beginOf(process.pid), since: since.toISOString() };
  const text = JSON.stringify(own);
  const draft = `${path}.${process.pid}`;
  let from: Holder | undefined;
  try {
    writeFileSync(draft, text);
    // Another may take over the same dead lock meanwhile, so that there is a new one then.
    for (let attempt = 0; ; attempt++) {
      if (linked(draft, path)) {
        const release = () => {
          if (read(path) === text) rmSync(path, { force: true });
        };
        return { kind: 'taken', release, ...(from ? { from } : {}) };
      }
      const found = read(path);
      const holder = found === undefined ? undefined : parsed(found);
      if (holder && (attempt > 10 || isAlive(holder))) return { kind: 'held', by: holder };
      if (found !== undefined && takenAway(path, found)) from = holder ?? from;
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/** A link is made as a whole, with its content, or not at all. */
function linked(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Takes a dead lock away; puts back what turns out to be another. */
function takenAway(path: string, text: string): boolean {
  const aside = `${path}.${process.pid}.old`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
  const isIt = read(aside) === text;
  if (!isIt) linked(aside, path);
  rmSync(aside, { force: true });
  return isIt;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** What can't be read is nobody's lock. */
function parsed(text: string): Holder | undefined {
  try {
    const holder = JSON.parse(text) as Partial<Holder> | null;
    return typeof holder?.pid === 'number' && typeof holder.host === 'string' ? (holder as Holder) : undefined;
  } catch {
    return undefined;
  }
}

function isAlive({ pid, host, began }: Holder): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process is one, too.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const now = beginOf(pid);
  return began === null || now === null || began === now;
}

/** The start time of a process in the kernel's ticks, and the kernel's boot; null where there is no /proc. */
function beginOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie is dead; its parent has not asked for it yet.
    if (fields[0] === 'Z') return 'dead';
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${fields[19]}`;
  } catch {
    return null;
  }
}
