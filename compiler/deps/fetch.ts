import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Diagnostic, QuernError } from '../base/diagnostics.js';
import { badArchive, badPackageName, downloadFailed, interrupted, notAProject, unpinned } from './diagnostics.js';
import type { Workspace } from './install/workspace.js';
import { type GitPin, type HubPin, type Pin, type Requirement, titleOf } from './resolve/requirement.js';
import { requirementsOf } from './resolve/requirements.js';
import { BrokenArchive, extract } from './sources/archive.js';
import { type Checkout, fetchCommit, writeTree } from './sources/git.js';
import { subdirectoryPath } from './sources/git-address.js';
import { download, HttpStatus } from './sources/http.js';
import type { Hub } from './sources/hub.js';
import { hubSpecs } from './sources/hub-specs.js';
import type { DepsRequest } from './types.js';

/** What is known of a package at its version. */
export interface Facts {
  /** The project's name. */
  readonly name: string;
  /** The pin; of a repository, its commit in place of a branch. */
  readonly pin: Pin;
  readonly requires: readonly Requirement[];
  readonly warnings: readonly Diagnostic[];
}

/** A package's files on this machine. */
export interface Tree {
  readonly name: string;
  readonly path: string;
  readonly leftOut: number;
}

interface Files {
  readonly path: string;
  readonly leftOut: number;
}

const AT_ONCE = 8;

/** Fetches packages: each once, however often it is asked for. */
export class Fetcher {
  readonly #facts = new Map<string, Promise<Facts>>();
  readonly #checkouts = new Map<string, Promise<Checkout>>();
  readonly #files = new Map<string, Promise<Files>>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(
    readonly request: DepsRequest,
    readonly hub: Hub,
    readonly workspace: Workspace,
  ) {}

  /** Throws QuernError. */
  facts(pin: Pin): Promise<Facts> {
    return kept(this.#facts, keyOf(pin), () => this.#read(pin));
  }

  /** Throws QuernError. */
  async tree(pin: Pin): Promise<Tree> {
    if (pin.kind === 'local') return { name: (await this.facts(pin)).name, path: '', leftOut: 0 };
    const [{ name }, files] = await Promise.all([this.facts(pin), this.#filesOf(pin)]);
    return { name, ...files };
  }

  async #read(pin: Pin): Promise<Facts> {
    if (pin.kind === 'hub') return this.#readHub(pin);
    const { request } = this;
    const local = pin.kind === 'local';
    const folder = local ? resolve(request.root, pin.path) : (await this.#filesOf(pin)).path;
    const title = titleOf(pin);
    const isPublic = pin.wants.every((want) => want.isPublic);
    const facts = request.readPackage(folder, { secrets: !isPublic });
    if (!facts) throw new QuernError(notAProject({ place: title }));
    const name = pin.kind === 'tarball' ? pin.name : facts.name;
    checkName(name, title);
    const lister = { name: facts.name, isRoot: false, isPublic, folder: local ? folder : undefined };
    const requires = requirementsOf(facts.specs, lister, request);
    if (pin.kind !== 'git') return { name, pin, requires, warnings: [] };
    const { url, revision } = pin;
    const isMoving = pin.warnUnpinned && ['HEAD', 'main', 'master'].includes(revision);
    const warnings = isMoving ? [unpinned({ address: url, revision })] : [];
    return { name, pin: await this.#atCommit(pin), requires, warnings };
  }

  /** The hub tells what a package depends on, so that nothing has to be unpacked to know it. */
  async #readHub(pin: HubPin): Promise<Facts> {
    const version = (await this.hub.package(pin.package, '')).versions.get(pin.version)!;
    checkName(version.name, pin.package);
    const lister = { name: `${pin.package}@${pin.version}`, isRoot: false, isPublic: true, folder: undefined };
    const requires = requirementsOf(hubSpecs(version.packages), lister, this.request);
    return { name: version.name, pin, requires, warnings: [] };
  }

  async #atCommit(pin: GitPin): Promise<GitPin> {
    const { commit } = await this.#checkout(pin);
    const locked = { ...pin, revision: commit };
    // What is installed in the end is asked for by its commit.
    this.#checkouts.set(`${pin.url}\n${commit}`, this.#checkout(pin));
    this.#files.set(keyOf(locked), this.#filesOf(pin));
    return locked;
  }

  #checkout({ url, revision }: GitPin): Promise<Checkout> {
    const { env, signal } = this.request;
    return kept(this.#checkouts, `${url}\n${revision}`, () =>
      this.#limited(() => fetchCommit(url, revision, this.workspace.next('repository'), { env, signal })),
    );
  }

  #filesOf(pin: Exclude<Pin, { kind: 'local' }>): Promise<Files> {
    return kept(this.#files, keyOf(pin), async () => {
      if (pin.kind === 'git') return this.#gitFiles(pin);
      const place = titleOf(pin);
      if (pin.kind === 'tarball') return this.#archive(pin.url, place);
      const version = (await this.hub.package(pin.package, '')).versions.get(pin.version)!;
      return this.#archive(version.archive, place);
    });
  }

  async #gitFiles(pin: GitPin): Promise<Files> {
    const subdirectory = subdirectoryPath(pin.url, pin.subdirectory);
    const checkout = await this.#checkout(pin);
    const path = this.workspace.next('tree');
    return this.#limited(async () => ({ path, leftOut: (await writeTree(checkout, subdirectory, path)).leftOut }));
  }

  #archive(address: string, place: string): Promise<Files> {
    return this.#limited(async () => {
      const { env, signal } = this.request;
      const timeout = 1000 * (Number(env.DBT_HTTP_TIMEOUT) || 10);
      try {
        return await download(
          address,
          { env, signal, timeout },
          async (body) => {
            const path = this.workspace.next('archive');
            const { top, leftOut } = await extract(body, path, { place, gzip: true });
            const [only] = top;
            const folder = join(path, only ?? '');
            if (top.length !== 1 || !existsSync(folder) || !statSync(folder).isDirectory())
              throw new QuernError(badArchive({ place, problem: 'it is not one folder with a project in it' }));
            return { path: folder, leftOut };
          },
          (error) => error instanceof BrokenArchive,
        );
      } catch (error) {
        if (signal.aborted) throw new QuernError(interrupted({}));
        if (error instanceof HttpStatus) throw new QuernError(downloadFailed({ address, reason: error.message }));
        if (error instanceof BrokenArchive) throw new QuernError(badArchive({ place, problem: error.message }));
        throw error;
      }
    });
  }

  async #limited<T>(task: () => Promise<T>): Promise<T> {
    if (this.#running >= AT_ONCE) await new Promise<void>((go) => this.#waiting.push(go));
    this.#running++;
    try {
      return await task();
    } finally {
      this.#running--;
      this.#waiting.shift()?.();
    }
  }
}

function keyOf(pin: Pin): string {
  if (pin.kind === 'hub') return `hub\n${pin.package}\n${pin.version}`;
  if (pin.kind === 'git') return `git\n${pin.url}\n${pin.subdirectory ?? ''}\n${pin.revision}`;
  return pin.kind === 'local' ? `local\n${pin.path}` : `tarball\n${pin.url}\n${pin.name}`;
}

function kept<T>(known: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const found = known.get(key);
  if (found) return found;
  const made = make();
  known.set(key, made);
  // Whoever waits for it hears of it.
  made.catch(() => {});
  return made;
}

/** A package's name is that of its folder. */
function checkName(name: string, place: string): void {
  if (!/^[A-Za-z0-9][\w.-]*$/.test(name) && !/^[^\d\W]\w*$/u.test(name))
    throw new QuernError(badPackageName({ name, place }));
  if (name.startsWith('__') || name.length > 200) throw new QuernError(badPackageName({ name, place }));
}
