/** Installs the packages that a project depends on. A bundle of its own: nothing else of quern's is loaded with it. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { QuernError } from '../base/diagnostics.js';
import { LOCK_FILE } from '../config/project/lock-file.js';
import type { PackageLock } from '../config/project/package-specs.js';
import { hider, namedSecrets } from '../config/secrets.js';
import { interrupted, secretLeftOut } from './diagnostics.js';
import { Fetcher } from './fetch.js';
import { hideInDiagnostic, hideInEvent, hiderOf } from './hide.js';
import { installAll } from './install/install.js';
import { checkInstallPath, swapIn } from './install/swap.js';
import { Workspace } from './install/workspace.js';
import { hashOfSpecs, lockText } from './lock.js';
import type { Pin } from './resolve/requirement.js';
import { requirementsOf } from './resolve/requirements.js';
import { listing, pinAll, resolvePackages } from './resolve/resolve.js';
import { Hub } from './sources/hub.js';
import type { DepsOutcome, DepsRequest } from './types.js';

/**
 * Resolves a project's packages unless its lock file still holds for them, and installs what is locked. The folder of packages is
 * replaced as a whole when all are there; before that, and after a failure, it is as it was.
 */
export async function installPackages(given: DepsRequest): Promise<DepsOutcome> {
  const hide = hiderOf(given.env);
  const stop = new AbortController();
  const end = () => stop.abort();
  given.signal.addEventListener('abort', end);
  if (given.signal.aborted) end();
  const warned = new Set<string>();
  const request: DepsRequest = {
    ...given,
    signal: stop.signal,
    tell: (event) => given.tell(hideInEvent(event, hide)),
    warn: (diagnostic) => {
      const key = `${diagnostic.code} ${diagnostic.message}`;
      if (!warned.has(key)) given.warn(hideInDiagnostic(diagnostic, hide));
      warned.add(key);
    },
  };
  try {
    await run(request);
    return { ok: true };
  } catch (error) {
    if (given.signal.aborted) return { ok: false, problems: [interrupted({})] };
    // Everything else is no problem with packages.
    if (!(error instanceof QuernError)) throw error;
    return { ok: false, problems: error.diagnostics.map((problem) => hideInDiagnostic(problem, hide)) };
  } finally {
    // Whatever else is still on its way is not waited for.
    end();
    given.signal.removeEventListener('abort', end);
  }
}

async function run(request: DepsRequest): Promise<void> {
  const { root, installPath, specs, tell } = request;
  const lockPath = join(root, LOCK_FILE);
  checkInstallPath(installPath, root);
  if (specs.length === 0) {
    tell({ type: 'no-packages' });
    if (request.lockOnly) return;
    rmSync(lockPath, { force: true });
    rmSync(installPath, { recursive: true, force: true });
    mkdirSync(installPath, { recursive: true });
    return;
  }
  const workspace = Workspace.open(installPath);
  try {
    const fetcher = new Fetcher(request, new Hub(request), workspace);
    const hash = hashOfSpecs(specs);
    const lock = request.upgrade ? undefined : request.readLock();
    const pins = lock?.hash === hash ? await pinsOf(lock, fetcher) : await writeLock(fetcher, hash, lockPath);
    if (!request.lockOnly) await install(pins, fetcher);
  } finally {
    workspace.close();
  }
}

/** Resolves the packages and writes what they come to into the lock file. */
async function writeLock(fetcher: Fetcher, hash: string, path: string): Promise<readonly Pin[]> {
  const { request } = fetcher;
  const lister = { name: 'this project', isRoot: true, isPublic: false, folder: request.root };
  const resolved = await resolvePackages(requirementsOf(request.specs, lister, request), fetcher);
  const hideSecrets = hider(namedSecrets(request.env));
  const hide = (written: string): string => {
    const shown = hideSecrets?.(written) ?? written;
    if (shown !== written) request.warn(secretLeftOut({ name: shown }));
    return shown;
  };
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, lockText(resolved, hash, hide));
    renameSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
  request.tell({ type: 'lock-written', path });
  return resolved.map(({ pin }) => pin);
}

function pinsOf(lock: PackageLock, fetcher: Fetcher): Promise<readonly Pin[]> {
  const lister = { name: LOCK_FILE, isRoot: true, isPublic: false, folder: fetcher.request.root };
  return pinAll(listing(requirementsOf(lock.specs, lister, fetcher.request)).all, fetcher);
}

async function install(pins: readonly Pin[], fetcher: Fetcher): Promise<void> {
  const { request, workspace } = fetcher;
  const folder = workspace.next('packages');
  await installAll(pins, folder, { fetcher, root: request.root, tell: request.tell });
  if (request.signal.aborted) throw new QuernError(interrupted({}));
  swapIn(folder, request.installPath, workspace);
}

export { addPackage, parseNewPackage } from './add-package.js';
export type { DepsEvent, DepsOutcome, DepsRequest, PackageFacts } from './types.js';
