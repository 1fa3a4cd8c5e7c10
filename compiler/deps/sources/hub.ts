import { QuernError } from '../../base/diagnostics.js';
import { closest } from '../../base/suggest.js';
import { badAddress, hubAnswer, packageNotFound } from '../diagnostics.js';
import { download, type HttpOptions, HttpStatus, textOf } from './http.js';

/** One version of a package, as the hub describes it. */
export interface HubVersion {
  /** The project's name. */
  readonly name: string;
  readonly packages: readonly unknown[];
  readonly archive: string;
  /** `require-dbt-version`. */
  readonly requires: readonly string[];
}

export interface HubPackage {
  readonly versions: ReadonlyMap<string, HubVersion>;
  /** The package's new name, where it has moved. */
  readonly movedTo: string | undefined;
}

const STANDARD_HUB = 'https://hub.getdbt.com/';
const MAX_ANSWER = 64 << 20;
const TIMEOUT = 30_000;

/** The hub's pages of packages; each is asked for once. */
export class Hub {
  readonly #address: string;
  readonly #options: HttpOptions;
  readonly #packages = new Map<string, Promise<HubPackage>>();

  constructor(around: Pick<HttpOptions, 'env' | 'signal'>) {
    this.#address = (around.env.DBT_PACKAGE_HUB_URL || STANDARD_HUB).replace(/\/?$/, '/');
    this.#options = { ...around, timeout: TIMEOUT };
  }

  /** Throws QuernError; `by` asks for it. */
  package(name: string, by: string): Promise<HubPackage> {
    const known = this.#packages.get(name);
    if (known) return known;
    const asked = this.#fetch(name, by);
    this.#packages.set(name, asked);
    // Whoever waits for it hears of it.
    asked.catch(() => {});
    return asked;
  }

  async #fetch(name: string, by: string): Promise<HubPackage> {
    if (!/^[\w.-]+\/[\w.-]+$/.test(name) || name.split('/').some((part) => /^\.+$/.test(part)))
      throw new QuernError(
        badAddress({ address: JSON.stringify(name), problem: 'packages of the hub are owner/name' }),
      );
    const address = `${this.#address}api/v1/${name}.json`;
    try {
      return read(await this.#json(address), address);
    } catch (error) {
      if (!(error instanceof HttpStatus)) throw error;
      if (error.status !== 404) throw new QuernError(hubAnswer({ address, problem: error.message }));
      throw new QuernError(packageNotFound({ package: name, by, near: await this.#near(name) }));
    }
  }

  /** A name of the index that is like one that is not in it. */
  async #near(name: string): Promise<string | undefined> {
    try {
      const index = await this.#json(`${this.#address}api/v1/index.json`);
      const names = Array.isArray(index) ? index.filter((item) => typeof item === 'string') : [];
      const same = names.find((known) => known.split('/')[1] === name.split('/')[1]);
      return closest(name, names) ?? same;
    } catch {
      // It is only a help.
      return undefined;
    }
  }

  async #json(address: string): Promise<unknown> {
    const isSyntax = (error: unknown) => error instanceof SyntaxError;
    try {
      const read = async (body: Parameters<typeof textOf>[0]) => JSON.parse(await textOf(body, MAX_ANSWER)) as unknown;
      // Now and then it answers with something else; dbt tries again, too.
      return await download(address, this.#options, read, isSyntax);
    } catch (error) {
      if (error instanceof SyntaxError) throw new QuernError(hubAnswer({ address, problem: 'it is no JSON' }));
      if (error instanceof RangeError) throw new QuernError(hubAnswer({ address, problem: error.message }));
      throw error;
    }
  }
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function read(answer: unknown, address: string): HubPackage {
  if (!isFields(answer) || !isFields(answer.versions))
    throw new QuernError(hubAnswer({ address, problem: "it has no 'versions'" }));
  const versions = new Map<string, HubVersion>();
  for (const [version, facts] of Object.entries(answer.versions)) {
    const archive = isFields(facts) && isFields(facts.downloads) ? facts.downloads.tarball : undefined;
    if (!isFields(facts) || typeof facts.name !== 'string' || typeof archive !== 'string') continue;
    versions.set(version, {
      name: facts.name,
      packages: Array.isArray(facts.packages) ? facts.packages : [],
      archive,
      requires: textsOf(facts.require_dbt_version),
    });
  }
  if (versions.size === 0) throw new QuernError(hubAnswer({ address, problem: 'it describes no version' }));
  return { versions, movedTo: movedTo(answer) };
}

function textsOf(value: unknown): string[] {
  const list = Array.isArray(value) ? value : value === undefined || value === null || value === '' ? [] : [value];
  return list.map(String);
}

function movedTo(answer: Fields): string | undefined {
  if (!('redirectnamespace' in answer) && !('redirectname' in answer)) return undefined;
  return `${answer.redirectnamespace || answer.namespace}/${answer.redirectname || answer.name}`;
}
