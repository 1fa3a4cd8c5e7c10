import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname } from 'node:path';

export interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When the process began, where the system tells: another process may have got its number since. */
  readonly began: string | null;
  readonly since: string;
}

export type Locking =
  | { readonly kind: 'held'; readonly by: Holder; readonly path: string }
  | { readonly kind: 'taken' /** The dead process whose lock this was. */; readonly from?: Holder; release(): void };

/**
 * Takes the lock of a folder's nights. The lock of a process that is no more (killed, or its machine was) is taken over. A lock of
 * another machine counts as held: nobody here can know.
 *
 * A lock is a file `path.<n>`, of which the highest n counts: who finds that one dead or given back makes n + 1, which only one can, and no
 * n is ever made twice (a lock that is given back stays, marked so). Hence there is no moment at which two have it.
 */
export function takeLock(path: string, since: Date): Locking {
  mkdirSync(dirname(path), { recursive: true });
  const own: Holder = { pid: process.pid, host: hostname(), began: beginOf(process.pid), since: since.toISOString() };
  const draft = `${path}.${process.pid}.draft`;
  writeFileSync(draft, JSON.stringify(own));
  try {
    for (;;) {
      const number = Math.max(0, ...numbersOf(path));
      const text = number === 0 ? RELEASED : read(`${path}.${number}`);
      // Somebody has taken it over and tidied up meanwhile.
      if (text === undefined) continue;
      const holder = parsed(text);
      if (holder && isAlive(holder)) return { kind: 'held', by: holder, path: `${path}.${number}` };
      const mine = `${path}.${number + 1}`;
      if (!linked(draft, mine)) continue;
      for (const older of numbersOf(path)) if (older <= number) rmSync(`${path}.${older}`, { force: true });
      return { kind: 'taken', release: () => replace(mine, RELEASED), ...(holder ? { from: holder } : {}) };
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

const RELEASED = '{"released":true}';

function numbersOf(path: string): readonly number[] {
  const start = `${basename(path)}.`;
  return readdirSync(dirname(path)).flatMap((name) => {
    const rest = name.startsWith(start) ? name.slice(start.length) : '';
    return /^\d+$/.test(rest) ? Number(rest) : [];
  });
}

function replace(path: string, text: string): void {
  writeFileSync(`${path}.draft`, text);
  renameSync(`${path}.draft`, path);
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
